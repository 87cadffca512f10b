"""Strategies in words: conditions, actions, exits, cards and edits; names of bots; times."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "card.when": "CUANDO",
    "card.then": "ENTONCES",
    "card.risk": "RIESGO",
    "card.changes": "CAMBIOS",
    "card.all": "y {condition}",
    "card.any": "o {condition}",
    "condition.price_drop": "{token} cae {threshold}% en {timeframe}",
    "condition.price_rise": "{token} sube {threshold}% en {timeframe}",
    "condition.volume_spike": "el volumen de {token} sube {threshold}% respecto al periodo de {timeframe} anterior",
    "condition.price_level.above": "{token} está por encima de ${price}",
    "condition.price_level.below": "{token} está por debajo de ${price}",
    "condition.rsi.above": "el RSI({period}) de {token} está por encima de {threshold} en velas de {timeframe}",
    "condition.rsi.below": "el RSI({period}) de {token} está por debajo de {threshold} en velas de {timeframe}",
    "condition.ma_cross.above": "{token}: {fast} cruza por encima de {slow} en velas de {timeframe}",
    "condition.ma_cross.below": "{token}: {fast} cruza por debajo de {slow} en velas de {timeframe}",
    "condition.ma_cross.price": "el precio",
    "condition.macd_cross.above": (
        "el MACD({lengths}) de {token} está por encima de su línea de señal en velas de {timeframe}"
    ),
    "condition.macd_cross.below": (
        "el MACD({lengths}) de {token} está por debajo de su línea de señal en velas de {timeframe}"
    ),
    "condition.bollinger.above": (
        "{token} cierra sobre la banda superior de Bollinger({lengths}) en velas de {timeframe}"
    ),
    "condition.bollinger.below": (
        "{token} cierra bajo la banda inferior de Bollinger({lengths}) en velas de {timeframe}"
    ),
    "condition.schedule": "cada {every}{day}{at} ({token})",
    "condition.schedule.day": ", el {weekday}",
    "condition.schedule.at": " a las {time} UTC",
    "weekday.mon": "lunes",
    "weekday.tue": "martes",
    "weekday.wed": "miércoles",
    "weekday.thu": "jueves",
    "weekday.fri": "viernes",
    "weekday.sat": "sábado",
    "weekday.sun": "domingo",
    "action.buy_percent": "comprar {token} con el {amount}% del efectivo",
    "action.buy_usd": "comprar {token} por ${amount}",
    "action.sell_percent": "vender el {amount}% de la posición en {token}",
    "action.sell_usd": "vender {token} por ${amount}",
    "action.notify": "avisarme sobre {token}, sin operar",
    "action.hold": "registrar {token} en silencio, sin operar",
    "risk.stop_loss_percent": "stop loss {value}%",
    "risk.take_profit_percent": "take profit {value}%",
    "risk.trailing_stop_percent": "trailing stop {value}%",
    "risk.max_hold": "mantener como máximo {value}",
    "risk.max_entries": "como máximo {value} entradas por posición",
    "risk.target": "vender {sell}% con {profit}% de ganancia",
    "part.condition": "cuando {condition}",
    "part.all": "todas las condiciones a la vez",
    "part.any": "cualquiera de las condiciones",
    # Names of bots that were never named; they stand on pictures too
    "name.price_drop": "{token} en caída",
    "name.price_rise": "{token} al alza",
    "name.volume_spike": "{token} volumen",
    "name.price_level": "{token} nivel",
    "name.rsi": "{token} RSI",
    "name.ma_cross": "{token} cruce",
    "name.macd_cross": "{token} MACD",
    "name.bollinger": "{token} bandas",
    "name.schedule": "{token} periódico",
    # Times
    "span.m": "{number} min",
    "span.h": "{number} h",
    "span.d": "{number} d",
    "span.w": "{number} sem",
    "length.days": "{days} d {hours} h",
    "length.hours": "{hours} h {minutes} min",
    "months": "ene feb mar abr may jun jul ago sep oct nov dic",
    "moment": "{day} {month} {time}",
    "moment.year": "{day} {month} {year} {time}",
}
