"""Settings of Go that a library fills from the environment: an example a library, a row of environment.toml each."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.environment import Environment
from readylint.facts.files import PathRules
from readylint.snapshot import Snapshot

ENVCONFIG = """
-- main.go --
package main
import "github.com/kelseyhightower/envconfig"
type (
	Level string
	Specification struct {
		Debug     bool
		MaxUsers  int `default:"5"`
		Colors    map[string]int
		Port      int    `envconfig:"SERVICE_PORT" default:"80"`
		RateLimit int    `split_words:"true" required:"true"`
		Internal  string `envconfig:"-"`
		Admin     Admin  `envconfig:"ADMIN"`
		Deep      struct {
			Level string
		}
		context.Context
	}
	Admin struct{ Name string }
)
func (a *Admin) Decode(value string) error { return nil }
func main() {
	s := Specification{}
	envconfig.MustProcess("myapp", &s)
	os.Getenv("REGION")
}
"""
CONF = """
-- config/config.go --
package config
import "github.com/ardanlabs/conf/v3"
const prefix = "SHOP"
type Web struct {
	MaxUploadSize int64 `conf:"default:10"`
	Host          string
}
type Config struct {
	conf.Version
	Web   Web
	Mail  mailer
	Stock stock.Settings
	Debug struct {
		Enabled bool `conf:"default:false"`
	}
	Key     string `yaml:"key" conf:"env:API_KEY,required"`
	Skipped string `conf:"-"`
	hidden  string
}
func New() {
	var cfg Config
	conf.Parse(prefix, &cfg)
}
-- config/mail.go --
package config
type mailer struct {
	From string `conf:"default:shop"`
}
-- stock/settings.go --
package stock
type Settings struct {
	Url string `conf:"required"`
}
"""
CAARLOS0 = """
-- config.go --
package main
import parser "github.com/caarlos0/env/v11"
type config struct {
	Home  string   `env:"HOME_PAGE,required"`
	Hosts []string `json:"hosts" env:"HOSTS" envSeparator:":" envDefault:"a:b"`
	Main  database `envPrefix:"MAIN_"`
	Spare database `envPrefix:"SPARE_"`
	Cache struct {
		TTL time.Duration `env:"TTL,notEmpty"`
	} `envPrefix:"CACHE_"`
}
type database struct {
	Url string `env:"URL"`
}
func load(c *config) error { return parser.Parse(c, parser.Options{Prefix: "SHOP_"}) }
"""
SETHVARGO = """
-- config.go --
package main
import "github.com/sethvargo/go-envconfig"
type config struct {
	Port int    `env:"PORT, default=80"`
	Key  string `env:"KEY, required"`
	DB   *db    `env:", prefix=DB_"`
}
type db struct {
	Name string `env:"NAME"`
}
"""
CLEANENV = """
-- config.go --
package main
import "github.com/ilyakaznacheev/cleanenv"
type config struct {
	Port string `yaml:"port" env:"PORT" env-default:"80"`
	Key  string `yaml:"key" env:"KEY" env-required:"true"`
	DB   db     `yaml:"db" env-prefix:"DB_"`
}
type db struct {
	Name string `env:"NAME"`
}
"""
KOANF = """
-- config.go --
package main
import (
	"github.com/knadh/koanf/providers/env"
	"github.com/knadh/koanf/v2"
)
type config struct {
	Port uint   `koanf:"port"`
	Key  string `koanf:"key" validate:"required"`
}
func load() {
	k.Load(env.Provider("SHOP_", ".", strings.ToLower), nil)
	validate.Struct(c)
}
"""
VIPER = """
-- config.go --
package main
import "github.com/spf13/viper"
type config struct {
	Source string        `mapstructure:"DB_SOURCE"`
	Life   time.Duration `mapstructure:"life"`
}
func load() {
	viper.SetEnvPrefix("shop")
	viper.AutomaticEnv()
	viper.Unmarshal(&c)
}
"""
NO_LIBRARY = """
-- config.go --
package main
type options struct {
	Port int    `env:"PORT" default:"80"`
	Key  string `env:"KEY" required:"true"`
}
type upload struct {
	Ids string `header:"ids" required:"true"`
}
"""


@pytest.mark.parametrize(
    ("repo", "told"),
    [
        (
            ENVCONFIG,
            "MYAPP_ADMIN MYAPP_COLORS MYAPP_DEBUG MYAPP_DEEP_LEVEL MYAPP_MAXUSERS=? MYAPP_RATE_LIMIT! MYAPP_SERVICE_PORT=? REGION",
        ),
        (CONF, "SHOP_API_KEY! SHOP_DEBUG_ENABLED=? SHOP_MAIL_FROM=? SHOP_STOCK_URL! SHOP_WEB_HOST SHOP_WEB_MAX_UPLOAD_SIZE=?"),
        (CAARLOS0, "SHOP_CACHE_TTL! SHOP_HOME_PAGE! SHOP_HOSTS=? SHOP_MAIN_URL SHOP_SPARE_URL"),
        (SETHVARGO, "DB_NAME KEY! PORT=?"),
        (CLEANENV, "DB_NAME KEY! PORT=?"),
        (KOANF, "SHOP_KEY! SHOP_PORT"),
        (KOANF.replace("uint  ", "web.Ports"), ""),
        (KOANF.replace("k.Load", "// k.Load"), ""),
        (VIPER, "SHOP_DB_SOURCE"),
        (NO_LIBRARY, "KEY! PORT=?"),
        (CLEANENV.replace("yaml", "json").replace("DB   db ", "DB   *config "), None),
    ],
)
def test_the_variables_of_a_struct(repo: str, told: str | None) -> None:
    found = Facts(Snapshot.of("-- go.mod --\nmodule example.com/shop\n" + repo.lstrip("\n")), PathRules()).get(Environment).reads
    if told is None:  # a struct within itself ends
        assert found
    else:
        assert " ".join(sorted(r.name + "=?" * r.has_default + "!" * r.refuses for r in found)) == told
