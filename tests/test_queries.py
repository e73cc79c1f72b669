"""Queries: which SQL texts hold a value, in every language."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.files import PathRules
from readylint.facts.queries import Queries, Query
from readylint.snapshot import Snapshot

WRAP = {
    "py": "def f(name):\n    %s\n",
    "js": "function f(req, name) {\n%s\n}\n",
    "java": "class A { void f(String name) {\n  %s\n}}\n",
    "kt": "fun f(name: String) {\n %s\n}\n",
    "rb": "def f(name)\n  %s\nend\n",
    "php": "<?php\nfunction f($conn, $name) {\n %s\n}\n",
    "cs": "class A { void F(string name) {\n %s\n}}\n",
    "go": 'package a\n\nvar columns = "a, b"\n\nfunc f(db *sql.DB, name string, limit int) {\n\t%s\n}\n',
    "rs": "fn f(name: &str) {\n    %s\n}\n",
    "ex": "defmodule A do\n  def f(name) do\n    %s\n  end\nend\n",
}
BUILT = [
    ("a.py", "cur.execute(\"SELECT * FROM t WHERE a = '%s'\" % name)"),
    ("a.py", 'cur.execute("SELECT * FROM t WHERE a = " + request.args["x"])'),
    ("a.py", "cur.execute(\"SELECT * FROM t WHERE a = '{}'\".format(name))"),
    ("a.py", "User.objects.raw(f\"SELECT * FROM u WHERE n = '{name}'\")"),
    ("a.py", 'q = "SELECT * FROM t"\n    q += " WHERE a = \'" + name + "\'"\n    cur.execute(q)'),
    ("a.py", "session.execute(text(f\"DELETE FROM t WHERE n = '{name}'\"))"),
    ("a.js", "db.query(`SELECT * FROM t WHERE a = '${name}'`)"),
    ("a.js", 'db.query("SELECT * FROM t WHERE a = " + req.query.a)'),
    ("a.js", "prisma.$queryRawUnsafe(`SELECT * FROM t WHERE a = '${req.body.a}'`)"),
    ("a.js", "knex.raw(`UPDATE t SET a = '${name}'`)"),
    ("a.js", 'sequelize.query("SELECT * FROM t WHERE a = \'" + name + "\'")'),
    ("a.js", "qb.where(`u.name = '${name}'`)"),
    ("A.java", 'st.executeQuery("SELECT * FROM t WHERE a = \'" + name + "\'");'),
    ("A.java", "em.createNativeQuery(String.format(\"SELECT * FROM t WHERE a = '%s'\", name));"),
    ("A.java", 'String sql = "SELECT * FROM t WHERE a = \'" + name + "\'";\n  jdbc.queryForList(sql);'),
    ("a.kt", "jdbc.queryForList(\"SELECT * FROM t WHERE a = '$name'\")"),
    ("a.rb", "User.where(\"name = '#{name}'\")"),
    ("a.rb", 'ActiveRecord::Base.connection.execute("DELETE FROM t WHERE n = \'" + name + "\'")'),
    ("a.rb", "User.find_by_sql(\"SELECT * FROM u WHERE n = '#{name}'\")"),
    ("a.php", "mysqli_query($c, \"SELECT * FROM t WHERE a = '$name'\");"),
    ("a.php", '$pdo->query("SELECT * FROM t WHERE a = " . $_GET["a"]);'),
    ("a.php", "DB::select(\"SELECT * FROM t WHERE a = '{$name}'\");"),
    ("a.php", "$sql = \"SELECT * FROM t WHERE a = '$name'\";\n $r = $conn->query($sql);"),
    ("a.php", "User::whereRaw(\"name = '$name'\")->get();"),
    ("a.cs", 'var c = new SqlCommand("SELECT * FROM t WHERE a = \'" + name + "\'", conn);'),
    ("a.cs", "db.Users.FromSqlRaw($\"SELECT * FROM t WHERE a = '{name}'\");"),
    ("a.cs", "conn.Query<U>(string.Format(\"SELECT * FROM t WHERE a = '{0}'\", name));"),
    ("a.cs", "cmd.CommandText = $\"SELECT * FROM t WHERE a = '{name}'\";"),
    ("a.go", "db.Query(fmt.Sprintf(\"SELECT * FROM t WHERE a = '%s'\", name))"),
    ("a.go", 'q := "SELECT * FROM t WHERE a = \'" + name + "\'"\n\tdb.Exec(q)'),
    ("a.go", 'db.Raw("SELECT * FROM t WHERE a = \'" + name + "\'")'),
    ("a.go", "db.Where(fmt.Sprintf(\"a = '%s'\", name))"),
    ("a.rs", "sqlx::query(&format!(\"SELECT * FROM t WHERE a = '{}'\", name)).fetch(&p);"),
    ("a.rs", "let q = format!(\"SELECT * FROM t WHERE a = '{name}'\");\n    conn.execute(&q);"),
    ("a.ex", "Repo.query(\"SELECT * FROM t WHERE a = '#{name}'\", [])"),
    ("a.ex", 'Ecto.Adapters.SQL.query!(Repo, "SELECT * FROM t WHERE a = \'" <> name <> "\'")'),
]
FIXED = [
    ("a.py", 'cur.execute("SELECT * FROM t WHERE a = %s", [name])'),
    ("a.py", 'cur.execute("SELECT * FROM t WHERE a IN (%s)" % ",".join(["%s"] * len(name)), name)'),
    ("a.py", 'cur.execute(f"SELECT * FROM {TABLE} WHERE a = %s", [name])'),
    ("a.py", 'cur.execute("SELECT * FROM t WHERE a = %d" % int(name))'),
    ("a.py", 'log.info(f"SELECT failed {name}")'),
    ("a.py", 'cur.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))'),
    ("a.py", 'cur.execute(f"SELECT * FROM t LIMIT {int(name)}")'),
    ("a.js", 'db.query("SELECT * FROM t WHERE a = $1", [name])'),
    ("a.js", "prisma.$queryRaw`SELECT * FROM t WHERE a = ${name}`"),
    ("a.js", "db.query(`SELECT * FROM t WHERE id = ${Number(name)}`)"),
    ("a.js", "sql`SELECT * FROM t WHERE a = ${name}`"),
    ("a.js", 'const w = []; w.push("a = ?"); db.query(`SELECT * FROM t WHERE ${w.join(" AND ")}`)'),
    ("a.js", "console.log(`select ${name} from`)"),
    ("a.js", "db.query(`SELECT * FROM t WHERE a = ${db.escape(name)}`)"),
    ("A.java", 'PreparedStatement p = c.prepareStatement("SELECT * FROM t WHERE a = ?" + " ORDER BY x");'),
    ("A.java", 'jdbc.query("SELECT " + COLUMNS + " FROM t", m);'),
    ("a.rb", 'User.where("name = ?", name)'),
    ("a.rb", "User.where(name: name)"),
    ("a.rb", 'User.where("a = #{User.connection.quote(name)}")'),
    ("a.rb", 'puts "a = #{name}"'),
    ("a.rb", 'User.where("id = #{name.to_i}")'),
    ("a.php", '$pdo->prepare("SELECT * FROM t WHERE a = ?");'),
    ("a.php", 'DB::select("SELECT * FROM t WHERE a = ?", [$name]);'),
    ("a.php", '$wpdb->get_results($wpdb->prepare("SELECT * FROM t WHERE a = %s", $name));'),
    ("a.cs", 'db.Users.FromSqlInterpolated($"SELECT * FROM t WHERE a = {name}");'),
    ("a.cs", 'conn.Query<U>("SELECT * FROM t WHERE a = @name", new { name });'),
    ("a.go", 'db.Query("SELECT * FROM t WHERE a = $1", name)'),
    ("a.go", 'db.Query("SELECT "+columns+" FROM t WHERE a = $1", name)'),
    ("a.go", 'db.Query(fmt.Sprintf("SELECT * FROM t LIMIT %d", limit))'),
    (
        "a.go",
        'args = append(args, name)\n\twhere = append(where, fmt.Sprintf("a = $%d", len(args)))\n\tdb.Query("SELECT * FROM t WHERE '
        '"+strings.Join(where, " AND "), args...)',
    ),
    ("a.rs", 'sqlx::query("SELECT * FROM t WHERE a = $1").bind(name)'),
    ("a.rs", 'sqlx::query(&format!("SELECT {} FROM t", COLUMNS)).fetch(&p);'),
    ("a.ex", 'Repo.query("SELECT * FROM t WHERE a = $1", [name])'),
    ("a.ex", 'from u in User, where: fragment("lower(?)", u.name) == ^name'),
]


def built(path: str, code: str) -> list[Query]:
    text = f"-- {path} --\n" + WRAP[path.partition(".")[2]] % code
    return list(Facts(Snapshot.of(text), PathRules()).get(Queries).built())


@pytest.mark.parametrize(("path", "code"), BUILT)
def test_a_value_in_the_text_is_found(path: str, code: str) -> None:
    assert built(path, code)


@pytest.mark.parametrize(("path", "code"), FIXED)
def test_a_fixed_text_is_none(path: str, code: str) -> None:
    assert not built(path, code)


def test_hostile_code_ends() -> None:
    for code in ("x = " + "(" * 3000, "cur.execute(f\"SELECT a FROM b WHERE c = '" + "{" * 2000 + '")', "a = " + "'+'" * 3000):
        built("a.py", code.replace("%", ""))
