"""Settings that a library fills from the environment by the names of a struct's fields."""

from __future__ import annotations

import pytest

from readylint.facts.go_settings import settings

NESTED = """package config
const prefix = "SHOP"
type Web struct {
	MaxUploadSize int64 `conf:"default:10"`
	Host          string
}
type Config struct {
	conf.Version
	Web     Web
	Debug   struct {
		Enabled bool `conf:"default:false"`
	}
	AllowRegistration bool `yaml:"allow" conf:"default:true"`
	hidden  string
}
func New() {
	var cfg Config
	conf.Parse(prefix, &cfg)
}
"""
JOINED = """package main
type Specification struct {
	Debug      bool
	MaxUsers   int `default:"5"`
	ColorCodes map[string]int
	Port       int `envconfig:"SERVICE_PORT"`
	RateLimit  int `split_words:"true"`
}
func main() {
	s := Specification{}
	envconfig.MustProcess("myapp", &s)
}
"""


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            NESTED,
            [("SHOP_WEB_MAX_UPLOAD_SIZE", True), ("SHOP_WEB_HOST", False), ("SHOP_DEBUG_ENABLED", True), ("SHOP_ALLOW_REGISTRATION", True)],
        ),
        (
            JOINED,
            [
                ("MYAPP_DEBUG", False),
                ("MYAPP_MAXUSERS", True),
                ("MYAPP_COLORCODES", False),
                ("MYAPP_SERVICE_PORT", False),
                ("MYAPP_RATE_LIMIT", False),
            ],
        ),
        ('type C struct {\n\tA string\n}\nfunc f() {\n\tvar c C\n\tjson.Unmarshal(b, &c)\n}\n', []),
        ('type C struct {\n\tNext C\n\tA string\n}\nfunc f() {\n\tvar c C\n\tconf.Parse("X", &c)\n}\n', None),
    ],
)
def test_the_variables_of_a_struct(code: str, told: list[tuple[str, bool]] | None) -> None:
    found = [(s.name, s.has_default) for s in settings(code)]
    assert found == told if told is not None else ("X_A", False) in found
    assert all(code[s.offset].isupper() for s in settings(code))
