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
}
