"""What Spanish words and phrases mean to a trader; written without accents."""

PHRASES: dict[str, str] = {
    "WHEN": "si | cuando | cada vez que | siempre que | en cuanto | en caso de que | una vez que",
    "ONLY_IF": "solo si | solo cuando | unicamente si",
    "UNTIL": "a menos que | salvo | excepto | hasta que | hasta",
    "AND": "y | e | y ademas | y tambien",
    "OR": "o | u | o bien",
    "THEN": "entonces",
    "BUY": """
        compra | comprar | compre | compra me | comprame | compren | invierte | invertir | invierta | entra |
        quiero comprar
    """,
    "PUT": "usa | usando | mete | pon",
    "SELL": """
        vende | vender | venda | vendelo | vendela | vendelos | vendan | liquida | liquidar | sal de | salir |
        quiero vender
    """,
    "NOTIFY": """
        avisame | avisar | avisa | notificame | notificar | alertame | alerta | dime | quiero saber |
        mandame una alerta | enviame una alerta | una alerta
    """,
    "DOWN": """
        cae | caiga | caen | cayo | caer | caida | caida del | baja | baje | bajan | bajo un | bajada | pierde |
        pierda | desciende | descienda | descenso | retrocede | se desploma
    """,
    "UP": """
        sube | suba | suben | subida | subida del | aumenta | aumente | aumento | gana | gane | crece | crezca |
        se dispara
    """,
    "VOLUME": "volumen | el volumen",
    "PRICE": "precio | el precio | cotizacion",
    "ABOVE": """
        por encima de | por encima del | encima de | supera | supere | superior a | mayor que | mayor a | mas de |
        sobre los | pasa de
    """,
    "BELOW": """
        por debajo de | por debajo del | debajo de | inferior a | menor que | menor a | menos de | bajo los |
        baja de | cae por debajo de
    """,
    "HITS": "llega a | llegue a | alcanza | alcance | toca | toque",
    "DOWN_TO": "baja a | cae a | baje a",
    "UP_TO": "sube a | suba a",
    "CROSS": "cruza | cruce | cruzan | cruzar | cruzando",
    "BAND": "banda | bandas",
    "UPPER": "superior | de arriba",
    "LOWER_BAND": "inferior | de abajo",
    "PERIODS": "periodo | periodos",
    "STD": "desviaciones | desviacion | desviaciones estandar | desviacion estandar",
    "SIGNAL_LINE": "linea de senal | su linea de senal | la linea de senal | senal",
    "EMA": "media movil exponencial | media exponencial",
    "SMA": "media movil | media movil simple | media simple | promedio movil",
    "LOG": "registralo | registra | anota | anotalo | apuntalo | solo registra",
    "NO_PUSH": """
        sin notificacion | sin notificaciones | sin avisar | sin avisarme | sin notificarme | no me avises |
        no me notifiques
    """,
    "NO_TRADE": "no compres | no vendas | no comprar | no vender | no operes | sin comprar | sin vender",
    "NO": "no | nunca | jamas | sin | tampoco",
    "HOLD_ACTION": "mantener | manten | mantenlo | mantenerlo | conserva",
    "HOLD_MAX": "cierra despues de | cerrar despues de | tiempo maximo",
    "UP_TO_COUNT": "maximo | como maximo | a lo sumo | maximo de | no mas de",
    "ENTRIES": "entradas | entrada | compras",
    "SIZE": "cantidad | tamano | monto",
    "THE_REST": "el resto | lo demas",
    "AT": "al | con un",
    "EITHER": "cualquiera de | alguna de",
    "BOTH": "ambas | ambos | las dos | al mismo tiempo",
    "CASH": "efectivo | saldo | capital | cartera | dinero | cuenta | fondos",
    "BAG": "posicion | mis monedas | de mi posicion | de lo que tengo",
    "SL": "perdida maxima | limite de perdida | stop de perdidas",
    "TP": "toma de ganancias | toma de beneficios | objetivo de ganancia | tomar ganancias",
    "TRAIL": "stop dinamico | stop movil",
    "PROFIT": "ganancia | ganancias | beneficio | beneficios",
    "LOSS": "perdida | perdidas",
    "EVERY": "cada | por cada",
    "OVERSOLD": "sobrevendido | sobreventa",
    "OVERBOUGHT": "sobrecomprado | sobrecompra",
    "GOLDEN": "cruce dorado",
    "DEATH": "cruce de la muerte",
    "EDIT": "cambia | cambialo | cambialo a | pon lo | ponlo en | hazlo | ajusta",
    "INSTEAD": "en vez de | en lugar de | en su lugar",
    "REMOVE": "quita | elimina | borra | quitar | eliminar",
    "ADD": "agrega | anade | agregar | anadir",
    "ALSO": "tambien | ademas",
    "UNDO": "deshaz | deshacer | deshazlo",
    "DOLLAR": "dolares | dolar",
    "PERCENT": "por ciento",
    "GREETING": "buenas | buenos dias | buenas tardes",
    "THANKS": "gracias | muchas gracias",
    "QUESTION": "que es | como funciona | cual es | por que",
    "SHORT": "en corto | corto",
    "LEVERAGE": "apalancamiento | apalancado",
    "GUARANTEE": "garantizado | garantizada | sin riesgo",
    "HALVE": "se reduce a la mitad | cae a la mitad",
}

VALUES: dict[str, dict[float | str, str]] = {
    "FRACTION": {
        50: "mitad | la mitad | la mitad de",
        25: "un cuarto | cuarto | la cuarta parte",
        100: "todo | toda | todos | todas | todo lo que tengo",
    },
    "TIMES": {2: "se duplica | duplica | se duplique | el doble", 3: "se triplica | triplica | el triple"},
    "FREQ": {
        "1d": "diariamente | diario | todos los dias | al dia",
        "1w": "semanalmente | semanal | todas las semanas | a la semana",
        "": "mensual | cada mes",
    },
    "WEEKDAY": {
        "mon": "lunes",
        "tue": "martes",
        "wed": "miercoles",
        "thu": "jueves",
        "fri": "viernes",
        "sat": "sabado",
        "sun": "domingo",
    },
    "UNIT": {
        "m": "minuto | minutos",
        "h": "hora | horas",
        "d": "dia | dias",
        "w": "semana | semanas",
        "M": "mes | meses",
    },
    "QUANTITY": {
        2: "dos",
        3: "tres",
        4: "cuatro",
        5: "cinco",
        6: "seis",
        7: "siete",
        8: "ocho",
        9: "nueve",
        10: "diez",
        15: "quince",
        20: "veinte",
        30: "treinta",
        50: "cincuenta",
        100: "cien",
    },
}

NOISE = """
el la los las un una unos unas de del al en con mi mis tu su sus por para que se lo le les es esta este esto eso ese
esa en un a me te nos durante dentro ultimas ultima ultimos ultimo pasada pasado quiero quisiera favor porfa hola mas
muy ya pero cuando haya ha han sea son fue precio valor token moneda monedas estrategia bot alguna algun algo periodo
grafico velas vela
"""

SENTENCES: dict[str, str] = {
    "rule": "{actions} cuando {conditions}",
    "rule_by_clock": "{actions} {conditions}",
    "and": " y ",
    "or": " o ",
    "comma": ", ",
    "stop": ". ",
    "chain": " en la red {chain}",
    "buy_percent": "compra {token} con el {n}% de mi efectivo",
    "buy_usd": "compra {token} con {usd}",
    "sell_percent": "vende el {n}% de mi posición de {token}",
    "sell_usd": "vende {usd} de {token}",
    "notify": "avísame de {token}",
    "hold": "regístralo para {token}, sin notificación",
    "price_drop": "{token} cae un {n}% en {span}",
    "price_rise": "{token} sube un {n}% en {span}",
    "volume_spike": "el volumen de {token} sube un {n}% en {span}",
    "price_level_above": "el precio de {token} está por encima de {usd}",
    "price_level_below": "el precio de {token} está por debajo de {usd}",
    "rsi_above": "el RSI({period}) de {token} está por encima de {n} en velas de {span}",
    "rsi_below": "el RSI({period}) de {token} está por debajo de {n} en velas de {span}",
    "price": "precio",
    "ma_cross_above": "{token} {fast} cruza por encima de {slow} en velas de {span}",
    "ma_cross_below": "{token} {fast} cruza por debajo de {slow} en velas de {span}",
    "macd_cross_above": "el MACD({lengths}) de {token} cruza por encima de su línea de señal en velas de {span}",
    "macd_cross_below": "el MACD({lengths}) de {token} cruza por debajo de su línea de señal en velas de {span}",
    "bollinger_above": (
        "{token} está por encima de la banda superior de Bollinger ("
        "periodo {period}, {std} desviaciones) en velas de {span}"
    ),
    "bollinger_below": (
        "{token} está por debajo de la banda inferior de Bollinger ("
        "periodo {period}, {std} desviaciones) en velas de {span}"
    ),
    "schedule": "cada {span}{weekday}{clock}",
    "weekday": " el {day}",
    "clock": " a las {at}",
    "mon": "lunes",
    "tue": "martes",
    "wed": "miércoles",
    "thu": "jueves",
    "fri": "viernes",
    "sat": "sábado",
    "sun": "domingo",
    "span": "{count} {unit}",
    "unit_m": "minutos",
    "unit_h": "horas",
    "unit_d": "días",
    "unit_w": "semanas",
    "stop_loss_percent": "stop loss del {n}%",
    "take_profit_percent": "toma de ganancias del {n}%",
    "trailing_stop_percent": "stop dinámico del {n}%",
    "target": "vende el {n}% al {profit}% de ganancia",
    "max_hold": "mantener como máximo {span}",
    "max_entries": "máximo {n} entradas",
}
