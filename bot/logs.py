"""Logs for the operator: one line an event on stderr, and never a secret in it."""

import logging
import sys
from collections.abc import Iterable
from urllib.parse import quote

from pydantic import SecretStr

HIDDEN = "***"


class _Redacted(logging.Formatter):
    """Hides secrets wherever they got to: message, arguments, traceback."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(form for secret in secrets for form in {secret, quote(secret, safe="")})

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


def set_up(*secrets: SecretStr | None, level: int) -> None:
    """Log to stderr. The HTTP client is kept quiet: it would log addresses, and Telegram's hold the bot's token."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacted(s.get_secret_value() for s in secrets if s and s.get_secret_value()))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "matplotlib", "PIL"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Floods are told, and waited for, where the reply is rendered: here each would come with a traceback.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
