"""Backtests in words: captions, details, doubts, pictures on request."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "period.7d": "7 días",
    "period.30d": "30 días",
    "period.90d": "90 días",
    "period.1y": "1 año",
    "period.unknown": "ese periodo",
    "status.running": "en marcha",
    "status.completed": "terminado",
    "status.failed": "fallido",
    "status.stopped": "parado",
    "status.interrupted": "interrumpido",
    "backtest.choose_period": "📈 ¿En qué periodo pruebo <b>{bot}</b>?",
    "backtest.running": "⏳ Probando <b>{bot}</b> en el periodo de {period}…",
    "backtest.none": "<b>{bot}</b> aún no tiene backtests.",
    "backtest.list": "<b>{bot}</b> · backtests, el más nuevo primero. Toca uno para verlo de nuevo.",
    "backtest.not_completed": "Este backtest de <b>{bot}</b> quedó {status}; no tiene resultado.",
    "backtest.interrupted": (
        "⚠️ Me reiniciaron mientras probaba <b>{bot}</b> ({period}). Esa prueba se perdió; tu estrategia no."
    ),
    "backtest.stopped": "⏹ Parado. El backtest de <b>{bot}</b> se descartó; la estrategia sigue intacta.",
    "backtest.failed": "El backtest no terminó. {reason}",
    "trades": {"one": "{n} operación", "other": "{n} operaciones"},
    "caption.returns": "<b>{total}</b> · buy &amp; hold {hold}",
    "caption.drawdown": "Drawdown máx. {drawdown} · {trades}",
    "caption.no_trades": "sin operaciones",
    "caption.win_rate": "aciertos {win_rate} · {trades}",
    "caption.few": "⚠️ Muy pocas para saberlo: solo {trades}, hacen falta {needed}.",
    "caption.warm_up": "⚠️ Sus indicadores necesitan antes {length} de velas: elige un periodo más largo.",
    "caption.never": "⚠️ La regla no llevó a ninguna operación en este periodo.",
    "basis": (
        "{start} – {end}, velas de {candle}, inicio {cash}, comisión {fee} % + deslizamiento {slippage} % por lado, "
        "se ejecuta en la siguiente apertura"
    ),
    "details.title": "<b>{bot}</b> · detalles",
    "details.doubts": "¿Es de fiar?",
    # Rows of the table: at most 15 columns
    "metric.total_return": "Retorno total",
    "metric.buy_and_hold_return": "Buy & hold",
    "metric.final_equity": "Capital final",
    "metric.max_drawdown": "Drawdown máx.",
    "metric.buy_and_hold_max_drawdown": "Drawdown B&H",
    "metric.total_trades": "Operaciones",
    "metric.win_rate": "Aciertos",
    "metric.profit_factor": "Profit factor",
    "metric.expectancy": "Esperanza",
    "metric.best_trade": "Mejor oper.",
    "metric.worst_trade": "Peor oper.",
    "metric.avg_hold_seconds": "Duración media",
    "metric.exposure": "Exposición",
    "metric.sharpe_ratio": "Sharpe",
    "metric.sortino_ratio": "Sortino",
    "metric.calmar_ratio": "Calmar",
    "metric.cagr": "CAGR",
    "metric.fees_paid": "Comisiones",
    "metric.buy_signals": "Señales compra",
    "metric.sell_signals": "Señales venta",
    "why": "{metric}: {reason}",
    "why.and": "; {more}",
    "why.no_closed": "no hay operaciones cerradas",
    "why.no_losses": "no hay operaciones perdedoras",
    "why.few_days": "menos de 30 días",
    "why.short": "menos de 90 días",
    "why.no_move": "el capital no cambió de un día a otro",
    "why.no_bad_day": "ningún día con pérdidas",
    "why.no_drawdown": "no hubo drawdown",
    # Honesty
    "luck.none": "No hubo operaciones, así que de suerte no se puede hablar.",
    "luck.no_draw": "Ninguna de {draws} pruebas con entradas al azar lo hizo igual de bien",
    "luck.draws": "Las entradas al azar lo hicieron igual de bien el {share} de las veces",
    "luck.few": "Muy pocas para saberlo: solo {trades}, hacen falta {needed}. {said}.",
    "luck.worse": "{said}: el puro azar lo hace mejor.",
    "luck.hard": "{said}: difícil de explicar por suerte.",
    "luck.could": "{said}: podría ser suerte.",
    "luck.looks": "{said}: parece suerte.",
    "holding.same": "Igual que mantener: {run} frente a {hold}, mayor caída {fall} frente a {hold_fall}.",
    "holding.lost_less": "Perdió menos que mantener: {run} frente a {hold}, mayor caída {fall} frente a {hold_fall}.",
    "holding.lost_more": "Perdió más que mantener: {run} frente a {hold}, mayor caída {fall} frente a {hold_fall}.",
    "holding.beat": "Superó a mantener: {run} frente a {hold}, mayor caída {fall} frente a {hold_fall}.",
    "holding.not_beat": "No superó a mantener: {run} frente a {hold}, mayor caída {fall} frente a {hold_fall}.",
    "halves.none": "Una sola vela no se puede partir en dos.",
    "halves": "Primer 70 %: {first} en {first_trades}; último 30 %: {last} en {last_trades}.",
    "halves.faded": (
        "Primer 70 %: {first} en {first_trades}; último 30 %: {last} en {last_trades}. "
        "Lo que funcionó al principio no duró."
    ),
    "break_even.no_fills": "No se compró nada, así que los costes no importan.",
    "break_even.loses": "Pierde incluso sin ningún coste.",
    "break_even.never": "Sigue ganando aunque cada lado cueste un 10 %.",
    "break_even.more": "La ganancia se acaba con {bps} pb por lado, más de lo que pagó ({paid} pb).",
    "break_even.less": "La ganancia se acaba con {bps} pb por lado, menos de lo que pagó ({paid} pb).",
    "attempts.first": "Tu {nth} intento con este token.",
    "attempts.few": (
        "Tu {nth} intento con este token; la suerte no se puede medir: menos de dos intentos tienen ratio de Sharpe."
    ),
    "attempts.alike": (
        "Tu {nth} intento con este token; la suerte no se puede medir: todos tienen el mismo ratio de Sharpe."
    ),
    "attempts.no_sharpe": (
        "Tu {nth} intento con este token; mejor Sharpe por suerte ≈ {best}, el tuyo no se puede medir."
    ),
    "attempts": (
        "Tu {nth} intento con este token; mejor Sharpe por suerte ≈ {best}, el tuyo {sharpe} "
        "({chance} de probabilidad de que sea más que suerte)."
    ),
    "look_ahead.none": "Control de datos futuros: hay muy pocas velas para cortar el historial.",
    "look_ahead.clean": (
        "Control de datos futuros superado: {checked} historiales cortados dieron las mismas señales que el completo."
    ),
    "look_ahead.wrong": (
        "Control de datos futuros fallido: {wrong} de {checked} historiales cortados dieron otras señales. "
        "No te fíes de esta prueba."
    ),
    # What an edit changes
    "behaviour": "<b>En tu último backtest</b> ({period}) este cambio significa: {words}.",
    "behaviour.nothing": "las mismas operaciones, el mismo resultado",
    "behaviour.same_trades": "las mismas operaciones",
    "behaviour.moved": {"one": "{n} operación termina distinto", "other": "{n} operaciones terminan distinto"},
    "behaviour.return": "retorno {points}",
    "behaviour.drawdown": "drawdown {points}",
    # More pictures
    "pictures.which": "🖼 <b>{bot}</b> · ¿qué gráfico?",
    "pictures.which_trade": "🔎 <b>{bot}</b> · ¿qué operación?",
    "pictures.page": "(página {page} de {pages})",
    "picture.luck": "Suerte",
    "picture.months": "Meses",
    "picture.results": "Resultados",
    "pictures.trade": "operación {number}",
    "pictures.note": "comisión {fee} % · deslizamiento {slippage} % por lado · se ejecuta en la siguiente apertura",
}
