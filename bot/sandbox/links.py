"""Which addresses Telegram accepts in links and buttons."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

_DEEP_LINKS = ("tg", "ton", "tonsite")


class WrongLinkError(ValueError):
    """An address Telegram does not take, with its reason."""


def checked_link(url: str) -> str:
    """The address as Telegram keeps it, or `WrongLinkError` with Telegram's reason."""
    url = url.strip()
    if not url:
        raise WrongLinkError("URL is empty")
    scheme = url.partition(":")[0].lower() if "://" in url or url.startswith("tg:") else ""
    if scheme in _DEEP_LINKS:
        return url
    if scheme not in ("", "http", "https"):
        raise WrongLinkError("Unsupported URL protocol")
    address = url if scheme else f"http://{url}"
    if "." not in _host(address):
        raise WrongLinkError("Wrong HTTP URL")
    return address


def is_private_address(url: str) -> bool:
    """Whether only this computer or its neighbours could open the address."""
    try:
        return not ipaddress.ip_address(_host(url)).is_global
    except ValueError:
        return False


def is_https(url: str) -> bool:
    """Whether the address is one a Web App may have."""
    return url.lower().startswith("https://")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
