"""One module a command: arguments in, exit code out. Loaded when the command is given."""
