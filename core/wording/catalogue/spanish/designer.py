"""What the offline designer says: questions with likely answers, refusals, assumptions, small talk."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "talk.greeting": (
        "¡Hola! Dime qué operar y cuándo, por ejemplo: "
        "«compra PEPE con el 10% cuando caiga 5% en una hora, stop loss 3%»."
    ),
    "talk.thanks": "¡De nada!",
    "talk.chat": (
        "Convierto frases en estrategias de trading. "
        "Prueba: «compra SOL con el 10% cuando el RSI esté por debajo de 30 en 4h, take profit 8%»."
    ),
    "talk.question": (
        "Soy el lector integrado: convierto frases en estrategias, pero no puedo responder preguntas. "
        "Dime qué comprar o vender, y cuándo."
    ),
    "talk.too_long": "Es más largo de lo que puedo leer bien. Dime la estrategia en pocas frases.",
    "talk.nothing_to_undo": "No hay nada que deshacer.",
    "talk.dropped": "De acuerdo, lo dejo como está.",
    "talk.same": "Ya está así; no ha cambiado nada.",
    "talk.failed": "No pude leer eso. Dilo de otra manera, por favor.",
    "ask.token": "¿Qué token?",
    "ask.threshold": "¿Qué porcentaje?",
    "ask.price": "¿A qué precio?",
    "ask.direction": "¿Por encima o por debajo?",
    "ask.amount": "¿Cuánto: un porcentaje de tu efectivo o de tu posición, o dólares?",
    "ask.timeframe": "¿En cuánto tiempo, por ejemplo 15m, 1h o 1d?",
    "ask.condition": "¿Cuándo debe pasar? Por ejemplo: cuando caiga 5% en 1h.",
    "ask.action": "¿Qué hago entonces: comprar, vender o avisarte?",
    "ask.every": "¿Cada cuánto: cada día, cada semana, cada 4 horas? Por meses no se puede.",
    "ask.stop_loss_percent": "¿Con qué pérdida debe salir, en porcentaje?",
    "ask.take_profit_percent": "¿Con qué ganancia debe vender, en porcentaje?",
    "ask.trailing_stop_percent": "¿A qué distancia del máximo debe seguir el stop, en porcentaje?",
    "ask.max_hold": "¿Cuánto tiempo se mantiene como máximo?",
    "ask.max_entries": "¿Cuántas entradas como máximo?",
    "ask.rule": "Ya tienes una regla así. ¿Añado esta como segunda o reemplaza a la otra?",
    "ask.field": "¿Qué quieres que quite exactamente?",
    "ask.else": "¿Puedes decirlo de otra manera?",
    "ask.unread": "No entendí {quoted}. Dilo de otra manera, por favor, o déjalo fuera.",
    "ask.slip": "¿Querías decir {likely}? No conozco {said}.",
    # Likely answers, sent as if typed: the reader must understand them. Buttons, at most 22 characters each
    "offer.direction": "por encima de eso | por debajo de eso",
    "offer.condition": "cuando caiga 5% en 1h | RSI por debajo de 30 | todos los días",
    "offer.action": "comprar 10% | vender todo | avísame",
    "offer.every": "todos los días | todas las semanas",
    "refused": "Lo dejé todo como estaba.",
    "refused.short": "No se puede vender en corto: aquí una estrategia primero compra y luego vende lo que tiene.",
    "refused.leverage": (
        "No hay apalancamiento, margen ni derivados: una estrategia opera solo con el efectivo que tiene."
    ),
    "refused.guarantee": (
        "Nadie puede garantizar una ganancia ni descartar una pérdida; solo puedo limitar el riesgo, "
        "por ejemplo con un stop loss."
    ),
    "refused.shady": "Eso sería manipulación del mercado o robo; con eso no ayudo.",
    "impossible.change": "Un cambio debe ser mayor que 0 %.",
    "impossible.drop": "Un precio no puede caer {threshold} %: tiene que ser menos de 100 %.",
    "impossible.rsi": "El RSI se mueve entre 0 y 100; {threshold} no se puede alcanzar.",
    "impossible.price": "Un precio debe ser mayor que 0.",
    "impossible.cash": "{share} % de tu efectivo es más de lo que hay: como máximo 100 %.",
    "impossible.held": "{share} % de la posición es más de lo que hay: como máximo 100 %.",
    "impossible.amount": "Una cantidad debe ser mayor que 0.",
    "impossible.exit": "Un {name} debe ser mayor que 0 %.",
    "impossible.exit_all": "Un {name} de {value} % nunca puede saltar: debe ser menor que 100 %.",
    "exit.stop_loss_percent": "stop loss",
    "exit.take_profit_percent": "take profit",
    "exit.trailing_stop_percent": "trailing stop",
    "assumed.chain": "Tomé {token} en la cadena {chain}.",
    "assumed.timeframe": "Tomé 1 hora como periodo.",
    "assumed.buy": "Tomé el 10 % de tu efectivo para la compra.",
    "assumed.sell": "Tomé toda la posición para la venta.",
    # While a model works, and what it cost
    "thinking.designing": "💭 Diseño la estrategia…",
    "thinking.checking": "🔎 La comparo con tus palabras…",
    "thinking.explaining": "✍️ La explico…",
    "usage.title": "<b>Respuestas de IA</b>",
    "usage.offline": "Tus palabras se leen sin conexión: no se consulta ningún modelo de IA, así que no se gasta nada.",
    "usage.today": "Hoy: {turns} respuestas, {calls} llamadas de {most}",
    "usage.month": "Últimos 30 días: {turns} respuestas, {calls} llamadas, {tokens} tokens",
    "usage.everybody": "Todos, últimos 30 días: {turns} respuestas, {calls} llamadas, {tokens} tokens",
    # Why the built-in reader answered instead of the model
    "note.away": "El modelo de IA no está disponible; esta respuesta es de mi lector integrado.",
    "note.busy": "El modelo de IA está ocupado; esta respuesta es de mi lector integrado.",
    "note.timeout": "El modelo de IA tardó demasiado; esta respuesta es de mi lector integrado.",
    "note.bad_answer": "La respuesta del modelo de IA no encajaba con lo que dijiste; esta es de mi lector integrado.",
    "note.budget": "El modelo de IA no llegó a un resultado; esta respuesta es de mi lector integrado.",
    "note.limit": "Las respuestas de IA de hoy se agotaron; esta respuesta es de mi lector integrado.",
    "note.no_model": "No hay ningún modelo de IA configurado; esta respuesta es de mi lector integrado.",
    "note.stopped": "Parado; nada cambió.",
    "note.again": "¿Puedes decirlo de otra manera?",
    "note.refused": "Eso no se ofrece.",
}
