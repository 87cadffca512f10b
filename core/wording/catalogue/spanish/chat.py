"""Greeting, help, bots, versions, questions of menus, apologies, buttons and toasts."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    # Welcome and help
    "welcome": (
        "👋 ¡Hola, {name}! Cuéntame una idea de trading con tus palabras y la convierto en una estrategia, "
        "la pruebo con honestidad en velas pasadas, costes incluidos, y te enseño el gráfico.\n\n"
        "Toca un ejemplo o escribe tu propia frase."
    ),
    "welcome.demo": "<i>Los precios son {market}: inventados, siempre los mismos, ideales para aprender.</i>",
    "example.1.label": "🐸 PEPE en caída",
    "example.1.says": "compra PEPE cuando caiga 5% en una hora, stop loss 3%, take profit 10%",
    "example.2.label": "🔊 Volumen de WIF",
    "example.2.says": "compra WIF con el 20% cuando el volumen suba 200% en 1h, stop loss 4%, take profit 12%",
    "example.3.label": "🚀 DOGE al alza",
    "example.3.says": "compra DOGE cuando suba 4% en 4h, stop loss 3%, take profit 8%",
    "help.understand": (
        "<b>Lo que entiendo</b>\n"
        "• condiciones: cae o sube X% en un tiempo, picos de volumen, precio por encima o por debajo, RSI, medias, "
        "MACD, bandas de Bollinger, horarios\n"
        "• acciones: comprar o vender un porcentaje o una cantidad en dólares, o solo avisarte\n"
        "• riesgo: stop loss, take profit, trailing stop, tiempo máximo\n"
        "• cambios: «cámbialo a 7%», «agrega un stop loss de 4%», «usa DOGE en su lugar», «deshaz»"
    ),
    "help.commands": "<b>Comandos</b>",
    "help.counts": (
        "<b>Cómo cuenta un backtest</b>\n"
        "Una regla que se cumple al cierre de una vela se ejecuta en la apertura de la siguiente. 0.3% de comisión y "
        "0.1% de deslizamiento por lado. Si una vela toca el stop y el objetivo, se supone que el stop salta primero."
    ),
    "help.market": "Mercado: {market}.",
    "help.offline": "Leo tus frases sin conexión, sin un modelo de IA.",
    "market.demo": "datos de prueba",
    # Commands: at most 60 characters
    "command.start": "Ver los primeros pasos",
    "command.bots": "Cambiar, crear, renombrar o borrar bots",
    "command.new": "Crear un bot",
    "command.strategy": "Ver la estrategia de este bot",
    "command.history": "Ver y recuperar versiones anteriores",
    "command.backtest": "Probarla en velas pasadas",
    "command.backtests": "Ver los backtests anteriores",
    "command.stop": "Parar lo que corre, dejar una pregunta",
    "command.usage": "Ver cuánto se usó el modelo de IA",
    "command.language": "Elegir el idioma",
    "command.help": "Ver lo que sé hacer",
    "about.short": "Di una idea de trading, mira un backtest honesto y síguela en vivo sin dinero real.",
    "about.long": (
        "Cuéntame una idea de trading con tus palabras. Te muestro lo que entendí, la pruebo en velas pasadas con "
        "costes y te dibujo el gráfico. Toca Iniciar."
    ),
    "language.choose": "🌐 ¿En qué idioma te hablo?",
    "language.chosen": "🌐 A partir de ahora te hablo en español. Puedes escribirme en cualquiera de estos idiomas.",
    # Bots
    "bots.none": "<b>Tus bots</b>\nAún no tienes ninguno. Escribe una idea de trading y creo uno, o toca Nuevo bot.",
    "bots.title": "<b>Tus bots ({number} de {limit})</b>",
    "bots.hint": "<i>Lo que escribas va al bot con ✅.</i>",
    "bot.proposal": "hay una propuesta por guardar",
    "bot.saved": "estrategia guardada",
    "bot.empty": "aún sin estrategia",
    "bot.new": "🆕 <b>{bot}</b> está listo y seleccionado. Dile qué hacer, por ejemplo:\n<i>{example}</i>",
    "bot.ask_name": "¿Cómo quieres llamar a <b>{bot}</b>? Escribe el nombre nuevo (hasta {most} caracteres), o /stop.",
    "bot.renamed": "Hecho. Este bot ahora se llama <b>{bot}</b>.",
    "bot.bad_name": "Un nombre necesita de 1 a {most} caracteres visibles. Escribe otro, o /stop.",
    "bot.delete": ("¿Borrar <b>{bot}</b> para siempre? Se van con él su estrategia, su conversación y sus backtests."),
    "bot.delete_untested": (
        "¿Borrar <b>{bot}</b> para siempre? Se van con él su estrategia y su conversación; no tiene backtests."
    ),
    "bot.deleted": "🗑 <b>{bot}</b> está borrado.",
    "bot.first_name": "Mi bot",
    "bot.next_name": "Bot {number}",
    # Proposals
    "proposal.heading": "📝 <b>{bot}</b> · <i>propuesta, aún sin guardar</i>",
    "saved.heading": "🤖 <b>{bot}</b> · <i>guardada</i>",
    "saved": "✅ Guardada en <b>{bot}</b>. Mira cómo le habría ido:",
    "discarded": "Descartada. La estrategia guardada queda como estaba.",
    "discarded.empty": "Descartada. Ahora no hay ninguna estrategia.",
    "how_to_change": (
        "Dime simplemente qué debe cambiar: «cámbialo a 7%», «mejor en 15 minutos», "
        "«agrega un stop loss de 4%», «quita el take profit», «usa DOGE en su lugar»."
    ),
    "no_strategy": "<b>{bot}</b> aún no tiene estrategia guardada. Dime una en una frase y toca Guardar.",
    # Versions
    "versions.none": "<b>{bot}</b> aún no tiene versiones: cada vez que guardas se crea una.",
    "versions.title": "🕘 <b>{bot}</b> · versiones, la más nueva primero",
    "versions.version": "<b>Versión {number}</b> · {moment} UTC",
    "versions.in_use": "<i>en uso</i>",
    "versions.more": "<i>y {number} más</i>",
    "versions.restored": "↩️ <b>{bot}</b> vuelve a estar como en la versión {number}. Mira cómo le habría ido:",
    # What cannot be read, and what goes wrong
    "only_text": "Solo puedo leer texto. Escribe tu idea en una frase, por ejemplo: <i>{example}</i>",
    "too_long": ("Ese mensaje tiene {length} caracteres; leo hasta {most}. No ha cambiado nada: dilo más corto."),
    "nothing_to_read": "No encontré palabras ahí. Escribe tu idea en una frase, por ejemplo: <i>{example}</i>",
    "stopped.run": "⏹ Parado. El backtest se descartó; tu estrategia sigue intacta.",
    "stopped.question": "Dejamos la pregunta.",
    "stopped.nothing": "No hay nada en marcha.",
    "sorry.not_found": "Eso ya no está aquí. Tus bots: /bots",
    "sorry.bots_limit": (
        "Ya tienes {limit} bots, que es el límite. "
        "Borra o renombra uno en /bots y prueba de nuevo. No ha cambiado nada."
    ),
    "sorry.draft": "Esa propuesta ya se guardó, se descartó o se reemplazó. Así está ahora:",
    "sorry.running": "Ya hay un backtest de este bot en marcha. Espera a que termine o páralo con /stop.",
    "sorry.invalid": (
        "Esta estrategia no se puede ejecutar así:\n{problems}\nSigue como estaba: dime qué debe cambiar."
    ),
    "sorry.token": "El mercado no conoce <b>{token}</b>. Elige otro token: «usa PEPE en su lugar».",
    "sorry.token_on": ("El mercado no conoce <b>{token}</b> en {chain}. Elige otro token: «usa PEPE en su lugar»."),
    "sorry.no_history": "No hay velas de <b>{token}</b> para ese periodo. Prueba uno más corto o más reciente.",
    "sorry.market": "El mercado no respondió bien. No ha cambiado nada; prueba de nuevo en un minuto.",
    "sorry.store": (
        "Ahora mismo no pude guardarlo (la base de datos está ocupada o llena). No ha cambiado nada; prueba de nuevo."
    ),
    "sorry": "No ha funcionado. No ha cambiado nada; prueba de nuevo.",
    "failure": "Algo falló por nuestra parte (error <b>{code}</b>). No ha cambiado nada. Prueba de nuevo, o /start.",
    "updated": "<i>Actualizado {time} UTC</i>",
    # Toasts: at most 200 characters
    "toast.old_menu": "Este menú es antiguo: aquí tienes uno nuevo.",
    "toast.still_at_it": "Sigo en ello, un momento.",
    "toast.saved": "Guardada",
    "toast.discarded": "Descartada",
    "toast.selected": "{bot} está seleccionado",
    "toast.deleted": "Borrado",
    "toast.restored": "La versión {number} está de vuelta",
    "toast.stopping": "Parando…",
    "toast.runs_no_more": "Ya no está en marcha.",
    "toast.no_trades": "En este no hay operaciones.",
    # Buttons: at most 22 characters, 18 where two share a row
    "button.back_to_bots": "« Bots",
    "button.back": "« Volver",
    "button.my_bots": "🤖 Mis bots",
    "button.help": "❓ Ayuda",
    "button.first_steps": "🏠 Primeros pasos",
    "button.new_bot": "➕ Nuevo bot",
    "button.save": "✅ Guardar",
    "button.change": "✏️ Cambiar",
    "button.discard": "Descartar",
    "button.backtest_30d": "📈 Backtest 30 d",
    "button.7d": "7 d",
    "button.90d": "90 d",
    "button.1y": "1 año",
    "button.backtest": "📈 Backtest",
    "button.backtests": "🕘 Backtests",
    "button.versions": "↩️ Versiones",
    "button.say_change": "💬 Cambiar",
    "button.rename": "✏️ Renombrar",
    "button.delete": "🗑 Borrar",
    "button.really_delete": "🗑 Sí, borrar",
    "button.keep": "Conservar",
    "button.restore": "↩️ Recuperar {number}",
    "button.stop": "⏹ Parar",
    "button.run_again": "🔁 Repetir",
    "button.trades_csv": "📄 CSV",
    "button.details": "🔍 Detalles",
    "button.pictures": "🖼 Gráficos",
    "button.one_trade": "🔎 Una operación",
    "button.earlier": "🕘 Anteriores",
    "button.newer": "« Más nuevas",
    "button.older": "Más antiguas »",
    "button.picture_luck": "🎲 Suerte",
    "button.picture_months": "🗓 Meses",
    "button.picture_results": "📊 Resultados",
}
