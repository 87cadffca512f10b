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
    "command.price": "Ver un token: /price PEPE",
    "command.chart": "Dibujar un token: /chart PEPE 1h",
    "command.risk": "Ver los peligros de un contrato: /risk PEPE",
    "command.trending": "Ver lo más negociado: /trending solana",
    "command.search": "Buscar un token: /search dog",
    "button.price": "💰 Precio",
    "button.chart": "📈 Gráfico",
    "button.risk": "🛡 Peligros",
    "button.use_token": "🤖 Crear estrategia",
    "market.example": "compra {token} cuando caiga 5% en una hora, stop loss 3%, take profit 10%",
    "market.card": (
        "<b>${price}</b>\n1h {hour} · 24h {day}\nliquidez {liquidity} · volumen 24h {volume}\ntenedores "
        "{holders} · edad {age}\n<code>{address}</code>"
    ),
    "market.namesakes": {
        "one": "{number} token más se llama {token}:",
        "other": "{number} tokens más se llaman {token}:",
    },
    "market.found": "🔎 Encontrados para <b>{words}</b>, los de más liquidez primero:",
    "market.found_none": (
        "🔎 El mercado no encuentra nada para <b>{words}</b>. Prueba una palabra más corta o una dirección de contrato."
    ),
    "market.trending": "🔥 Lo más negociado en {chain} ahora. No es un consejo: mucho tiene solo unos días.",
    "market.trending_none": "No consta que se negocie nada en {chain} ahora.",
    "market.which_chain": "¿En qué cadena?",
    "market.no_chain": "No conozco ninguna cadena llamada <b>{chain}</b>. ¿En cuál?",
    "market.which_token": "¿Qué token? Mándame su símbolo, como PEPE, o la dirección de su contrato.",
    "market.no_timeframe": "No puedo dibujar velas de {asked}. Puedo dibujar: {offered}.",
    "tokens.address": "<code>{address}</code>",
    "verdict.dangerous": "🚫 <b>Peligroso: no lo operes.</b>",
    "verdict.caution": "⚠️ <b>Ten cuidado.</b> Nada probado en su contra, pero mira los avisos.",
    "verdict.unknown": "❔ <b>Desconocido.</b> Faltan respuestas vitales: eso no es lo mismo que seguro.",
    "verdict.nothing_found": (
        "<b>El informe no encuentra peligros.</b> Ningún informe puede probar que un token es seguro."
    ),
    "danger.reason_demo": "Este token es inventado, así que no hay contrato que mirar.",
    "danger.reason_not_covered": "El mercado no tiene informe de este contrato.",
    "danger.reason_failed": "No se pudo obtener el informe ahora; prueba más tarde.",
    "danger.honeypot": "Honeypot",
    "danger.cannot_sell": "Venta bloqueada",
    "danger.buy_tax": "Impuesto de compra",
    "danger.sell_tax": "Impuesto de venta",
    "danger.tax_changeable": "Impuesto modificable",
    "danger.mintable": "Se puede emitir más",
    "danger.freezable": "Puede congelar carteras",
    "danger.owner_renounced": "Propietario renunció",
    "danger.hidden_owner": "Propietario oculto",
    "danger.holders": "Tenedores",
    "danger.top_ten_share": "En manos de los diez mayores",
    "danger.liquidity_locked_share": "Liquidez bloqueada",
    "danger.score": "Puntuación de riesgo",
    "danger.yes": "sí",
    "danger.no": "no",
    "danger.unknown": "desconocido",
    "danger.uncertain": "hasta {tax}, unidad incierta",
    "caption.danger": (
        "🚫 <b>{token}</b> es peligroso según el informe de su contrato: quien lo compra quizá no pueda vender. "
        "No te fíes de estas cifras."
    ),
}
