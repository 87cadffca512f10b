"""Column types that read back the same on SQLite and PostgreSQL, and the ids of rows."""
# mypy: disallow-untyped-calls=False

import json
import secrets
import string
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from peewee import DateTimeField, Field, TextField

if TYPE_CHECKING:  # generic in peewee's type stubs only
    _Field: TypeAlias = Field[Any]
    _DateTimeField: TypeAlias = DateTimeField[Any]
    _TextField: TypeAlias = TextField[Any]
else:
    _Field, _DateTimeField, _TextField = Field, DateTimeField, TextField

_ALPHABET = string.ascii_letters + string.digits
_COMPACT = json.JSONEncoder(separators=(",", ":"), allow_nan=False, ensure_ascii=False)


def new_id() -> str:
    """Twelve random letters and digits (71 bits): ids travel in buttons, which hold 64 bytes."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def whole_characters(text: str) -> str:
    """The text with each half of a character (a lone surrogate) replaced; two halves that belong together, joined."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def keepable(text: str) -> str:
    """The text as it comes back: half characters and NULs, which no database keeps, are replaced."""
    return whole_characters(text).replace("\x00", "\ufffd")


class UtcDateTimeField(_DateTimeField):
    """Aware times in, aware UTC out. Kept without a zone, because PostgreSQL's TIMESTAMP would drop it silently."""

    def db_value(self, value: datetime | None) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{self.name} needs a time with a zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def python_value(self, value: Any) -> datetime | None:
        kept: datetime | None = super().python_value(value)
        return None if kept is None else kept.replace(tzinfo=UTC)


class JsonField(_Field):
    """JSON as text on SQLite (of any age, without its JSON functions), as jsonb on PostgreSQL."""

    field_type = "JSON"

    def db_value(self, value: Any) -> str | None:
        return None if value is None else whole_characters(_COMPACT.encode(value))

    def python_value(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value


class SaidField(_TextField):
    """Text from people, and ids, which come in from buttons and addresses: anything may be in them."""

    def db_value(self, value: str | None) -> str | None:
        return None if value is None else keepable(value)
