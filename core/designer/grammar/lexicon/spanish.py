"""What Spanish words and phrases mean to a trader; written without accents."""

PHRASES: dict[str, str] = {
    "WHEN": "si | cuando | cada vez que | siempre que | en cuanto | en caso de que | una vez que",
    "ONLY_IF": "solo si | solo cuando | unicamente si",
    "UNTIL": "a menos que | salvo | excepto | hasta que | hasta",
    "AND": "y | e | y ademas | y tambien",
    "OR": "o | u | o bien",
    "THEN": "entonces",
    "BUY": "compra | comprar | compre | compra me | comprame | compren | invierte | invertir | invierta | entra | quiero comprar",
    "PUT": "usa | usando | mete | pon",
    "SELL": "vende | vender | venda | vendelo | vendela | vendelos | vendan | liquida | liquidar | sal de | salir | quiero vender",
    "NOTIFY": """avisame | avisar | avisa | notificame | notificar | alertame | alerta | dime | quiero saber | mandame una alerta |
        enviame una alerta | una alerta""",
    "DOWN": """cae | caiga | caen | cayo | caer | caida | caida del | baja | baje | bajan | bajo un | bajada | pierde | pierda | desciende |
        descienda | descenso | retrocede | se desploma""",
    "UP": "sube | suba | suben | subida | subida del | aumenta | aumente | aumento | gana | gane | crece | crezca | se dispara",
    "VOLUME": "volumen | el volumen",
    "PRICE": "precio | el precio | cotizacion",
    "ABOVE": "por encima de | por encima del | encima de | supera | supere | superior a | mayor que | mayor a | mas de | sobre los | pasa de",
    "BELOW": "por debajo de | por debajo del | debajo de | inferior a | menor que | menor a | menos de | bajo los | baja de | cae por debajo de",
    "HITS": "llega a | llegue a | alcanza | alcance | toca | toque",
    "DOWN_TO": "baja a | cae a | baje a",
    "UP_TO": "sube a | suba a",
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
    "FRACTION": {50: "mitad | la mitad | la mitad de", 25: "un cuarto | cuarto | la cuarta parte", 100: "todo | toda | todos | todas | todo lo que tengo"},
    "TIMES": {2: "se duplica | duplica | se duplique | el doble", 3: "se triplica | triplica | el triple"},
    "FREQ": {"1d": "diariamente | diario | todos los dias | al dia", "1w": "semanalmente | semanal | todas las semanas | a la semana", "": "mensual | cada mes"},
    "WEEKDAY": {"mon": "lunes", "tue": "martes", "wed": "miercoles", "thu": "jueves", "fri": "viernes", "sat": "sabado", "sun": "domingo"},
    "UNIT": {"m": "minuto | minutos", "h": "hora | horas", "d": "dia | dias", "w": "semana | semanas", "M": "mes | meses"},
    "QUANTITY": {2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete", 8: "ocho", 9: "nueve", 10: "diez", 15: "quince", 20: "veinte",
                 30: "treinta", 50: "cincuenta", 100: "cien"},
}

NOISE = """
el la los las un una unos unas de del al en con mi mis tu su sus por para que se lo le les es esta este esto eso ese esa en un a me te nos
durante dentro ultimas ultima ultimos ultimo pasada pasado quiero quisiera favor porfa hola mas muy ya pero cuando haya ha han sea son fue
precio valor token moneda monedas estrategia bot alguna algun algo periodo grafico velas vela
"""
