"""What the operator reads when the product starts: what is on, what is off and why."""

from core.settings import AVE_CLOUD, TELEGRAM, Settings


def screen(settings: Settings, *, version: str, address: str | None, bot_name: str | None) -> str:
    """One screen. `address`: of the local sandbox, where that is used; `bot_name`: on Telegram, where that is."""
    rows = [_chat(settings, address, bot_name), _market(settings), _words(settings), ("Store", "on", _file(settings))]
    lines = [f"Randebu {version}", "", *(f"  {name:<8} {state:<5} {why}" for name, state, why in rows), ""]
    last = f"Open {address} in a browser and tap an example." if address else f"Write to @{bot_name} on Telegram."
    return "\n".join([*lines, f"{last} Ctrl+C stops everything; nothing is lost."])


def _chat(settings: Settings, address: str | None, bot_name: str | None) -> tuple[str, str, str]:
    if address:
        return "Chat", "demo", "local sandbox, not the real Telegram (TELEGRAM_BOT_TOKEN is not set)"
    where = "Telegram" if settings.telegram_api_base == TELEGRAM else settings.telegram_api_base
    return "Chat", "on", f"@{bot_name} through {where}"


def _market(settings: Settings) -> tuple[str, str, str]:
    if settings.ave_api_key:
        where = "AVE Cloud" if settings.ave_api_base == AVE_CLOUD else settings.ave_api_base
        return "Market", "on", f"{where} (plan {settings.ave_api_plan}, {_units(settings)})"
    return "Market", "demo", "made-up candles, the same every time (AVE_API_KEY is not set)"


def _units(settings: Settings) -> str:
    if settings.ave_daily_units is not None:
        return f"at most {settings.ave_daily_units:,} units a day"
    return "the units of a month spread over its days" if settings.ave_api_plan == "free" else "no limit of units"


def _words(settings: Settings) -> tuple[str, str, str]:
    if settings.minimax_api_key is None:
        return "Words", "on", "offline parser (MINIMAX_API_KEY is not set)"
    match settings.designer:
        case "offline":
            return "Words", "on", "offline parser (DESIGNER is offline)"
        case "crew":
            return "Words", "on", f"crew of three on {settings.minimax_model}; the offline parser where it fails"
    return "Words", "on", f"offline parser where it is sure, else a crew of three on {settings.minimax_model}"


def _file(settings: Settings) -> str:
    return settings.database_url.removeprefix("sqlite:///")
