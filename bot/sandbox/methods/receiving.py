"""How the bot gets its updates: polling or a webhook."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.links import is_https
from bot.sandbox.params import Params
from bot.sandbox.registry import bot_method
from bot.sandbox.updates import Webhook
from bot.sandbox.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PORTS = (None, 443, 80, 88, 8443)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MAX_SECONDS = 50


@bot_method("getUpdates")
async def get_updates(world: World, params: Params) -> list[Json]:
    world.updates.want(_kinds(params))
    seconds = min(max(params.integer("timeout"), 0), _MAX_SECONDS)
    return await world.updates.poll(offset=params.integer("offset"), limit=params.integer("limit"), seconds=seconds)


@bot_method("setWebhook")
async def set_webhook(world: World, params: Params) -> bool:
    url, secret = params.text("url").strip(), params.text("secret_token")
    if url:
        _check_url(url)
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    world.updates.want(_kinds(params))
    webhook = Webhook(url, secret, params.integer("max_connections") or 40) if url else None
    await world.updates.deliver_to(webhook, drop_pending=params.flag("drop_pending_updates"))
    return True


@bot_method("deleteWebhook")
async def delete_webhook(world: World, params: Params) -> bool:
    await world.updates.deliver_to(None, drop_pending=params.flag("drop_pending_updates"))
    return True


@bot_method("getWebhookInfo")
async def get_webhook_info(world: World, _: Params) -> Json:
    webhook = world.updates.webhook
    pending = {"has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}
    if webhook is None:
        return {"url": "", **pending}
    info = {"url": webhook.url, **pending, "max_connections": webhook.max_connections}
    info["allowed_updates"] = sorted(world.updates.kinds)
    if webhook.last_error_date:
        info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error_message}
    return info


def _kinds(params: Params) -> list[str] | None:
    kinds: Any = params.decoded("allowed_updates", "allowed updates")
    if kinds is not None and not (isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds)):
        raise bad_request("expected an Array of String as allowed updates")
    return kinds


def _check_url(url: str) -> None:
    """HTTPS on Telegram's ports; on this computer any port, as with a local Bot API server."""
    parts = urlsplit(url)
    if parts.hostname in _LOOPBACK:
        return
    if not is_https(url) or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in _PORTS:
        raise bad_request("bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443")
