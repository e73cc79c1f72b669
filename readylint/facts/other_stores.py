"""Other stores: repositories that keep their data in no relational database."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from readylint.facts.code import Code
from readylint.knowledge import regex

_OTHER_STORES = regex(r"(?i)opensearch|elasticsearch|mongo|redis|dynamo|cassandra|RestTemplate|WebClient|firestore|\bs3\b")
_SQL_STORES = regex(r"(?i)\bjpa|jdbc|sql\b|prisma|typeorm|sequelize|knex|gorm|EntityManager|DbContext|drizzle|mybatis|jooq|exposed")
_KEEPS = regex(r"(?i)(?:repo|dao|store|persistence)")
_STORE = regex(r"\b(?:class|interface|type)\s+(\w*(?:Repository|Repo|Dao|DAO|Store))\b")
_MAPPER = regex(r"\b(?:class|interface)\s+(\w*Mapper)\b")


class OtherStores(Struct, frozen=True, dict=True):
    """The repositories of the app's server code that no relational database is behind."""

    code: Code

    @classmethod
    def of(cls, code: Code) -> OtherStores:
        return cls(code)

    @cached_property
    def names(self) -> frozenset[str]:
        """Their names, in small letters."""
        found: set[str] = set()
        for source in (self.code.source(f) for f in self.code.server if _KEEPS.search(f.path)):
            if _OTHER_STORES.search(source.text) and not _SQL_STORES.search(source.text):
                found.update(m[1].lower() for m in _STORE.finditer(source.text))
        for source in self.code.sources("mapstruct", language=("java", "kotlin")):
            found.update(m[1].lower() for m in _MAPPER.finditer(source.code))  # which fills one object from another
        return frozenset(found)
