"""The market: tokens to choose from, their cards and dangers, and what it answers with when it does not."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "sorry.unavailable": "El mercado no responde ahora mismo. No cambió nada; prueba otra vez en un minuto.",
    "sorry.busy": "El mercado pide una pausa de {seconds} s. No cambió nada; prueba otra vez después.",
    "sorry.budget": (
        "Se agotó el presupuesto de consultas al mercado de hoy. Se le vuelve a preguntar desde las {time} UTC; "
        "lo ya guardado sigue funcionando."
    ),
    "sorry.key": (
        "El mercado no acepta la clave de esta instalación, así que no puedo preguntarle nada. Solo el operador "
        "puede arreglarlo; tus bots siguen igual."
    ),
    "sorry.refused": "El mercado no acepta esta consulta. No cambió nada; prueba con otro token o periodo.",
    "sorry.address_shape": (
        "<b>{address}</b> no es la dirección de un contrato en {chain}. Cópiala entera: 0x y 40 dígitos, o de 32 "
        "a 44 caracteres en Solana."
    ),
    "sorry.address_checksum": (
        "Las mayúsculas de <b>{address}</b> no cuadran: hay un carácter mal o falta alguno. Copia la dirección "
        "otra vez."
    ),
    "sorry.address_chain": "No conozco ninguna cadena llamada <b>{chain}</b>, así que no puedo buscar {address} ahí.",
    "caption.tax": (
        "⚠️ <b>{token}</b> cobra un impuesto (compra {buy}, venta {sell}). No está en estas cifras: operando de "
        "verdad va peor."
    ),
    "caption.tax_unknown": "❔ Los impuestos de <b>{token}</b> son desconocidos y no están en estas cifras.",
    "caption.history": "ℹ️ <b>{token}</b> solo tiene velas desde el {date}: menos de lo pedido.",
    "caption.candles": "{market}: velas de {candle}, como mucho {units} unidades para obtenerlas",
    "tax.unknown": "desconocido",
    "card.tokens": "TOKENS",
    "card.contract": "• {token}: {chain} <code>{address}</code>",
    "tokens.which": (
        "🔎 ¿Qué <b>{token}</b> es? Los nombres se copian, los contratos no. Toca uno o mándame la dirección del "
        "contrato."
    ),
    "tokens.none": (
        "🔎 El mercado no encuentra ningún <b>{token}</b>. Mándame la dirección del contrato o elige otro token: "
        "“usa PEPE en su lugar”."
    ),
    "tokens.line": (
        "<b>{number}. {name}</b> ({symbol}) · {chain}\nliquidez {liquidity}, edad {age}\n<code>{address}</code>"
    ),
    "tokens.picked": "✅ <b>{token}</b> es {name} en {chain}:\n<code>{address}</code>",
    "tokens.first": (
        "Antes tengo que saber qué contrato es: <b>{tokens}</b>. No se guarda ni se prueba nada a ciegas."
    ),
    "tokens.save_it": (
        "Los contratos están confirmados en tu propuesta: tócala en Guardar y luego pruébala. /strategy la muestra."
    ),
    "tokens.several": "Esa dirección está en varias cadenas: {chains}. Toca la que quieres.",
    "tokens.nothing_there": "El mercado no conoce ningún contrato en <b>{address}</b>.",
    "tokens.other": (
        "Esa dirección es <b>{symbol}</b> ({name}) en {chain}, no {token}. Si es la que quieres, escribe “usa "
        "{symbol} en vez de {token}”."
    ),
    "tokens.unknown": "desconocido",
    "flag.same_symbol": "un token con más liquidez tiene el mismo símbolo: puede ser una copia",
    "flag.look_alike": "sus letras imitan a un token más conocido",
    "flag.near_name": "su nombre difiere en una letra de un token más conocido",
    "flag.thin": "muy poca liquidez: vender mueve el precio",
    "flag.young": "tiene solo unos días",
    "flag.risky": "el mercado lo considera arriesgado",
    "flag.unrated": "el mercado no lo ha calificado: desconocido, no seguro",
}
