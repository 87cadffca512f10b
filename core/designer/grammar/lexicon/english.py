"""What English words and phrases mean to a trader: kinds for the grammar.

`~drop` stands for all regular forms of a verb: drop, drops, dropped, dropping.
"""

from core.designer.grammar.lexicon import english_actions, english_conditions, english_talk

_LIMITS = "cut cuts cutting cap caps capping limit limits limiting"
_CUT_LOSSES = " | ".join(
    f"{verb} {whose}{what}"
    for verb in _LIMITS.split()
    for whose in ("", "my ", "the ", "our ", "any ")
    for what in ("loss", "losses")
)
PHRASES: dict[str, str] = {**english_conditions.PHRASES, **english_actions.PHRASES, **english_talk.PHRASES}
VALUES: dict[str, dict[float | str, str]] = {
    "CLOCK": {"12:00": "noon | midday", "00:00": "midnight"},
    "FRACTION": {
        50: "half | a half | one half | half of | half of it | half of my | half my",
        25: """
            another quarter | another fourth | quarter | a quarter | one quarter | one fourth | a fourth |
            a quarter of it
        """,
        75: "three quarters | three fourths",
        33.33: "another third | a third | one third | a third of it",
        66.67: "two thirds",
        20: "a fifth | one fifth",
        10: "a tenth | one tenth",
        100: """
            all | everything | entire | whole | all of | all my | the lot | whole lot | all of it | it all |
            every last | every bit | everything i have | everything i got | everything ive got | everything i hold |
            all i have | whole thing | everything i own | all of them | every single | the whole thing | completely |
            fully | entirely | the whole lot | all that i have | all of my
        """,
        12.5: "an eighth",
    },
    "TIMES": {
        2: "doubles | double | doubled | doubling | twice | twofold | twice the | doubles up | dobles",
        3: "triples | triple | tripled | tripling | thrice | threefold",
        4: "quadruples | quadruple | quadrupled | fourfold",
        5: "quintuples | quintuple | fivefold",
        10: "tenfold",
        "": "goes parabolic",
    },
    "FREQ": {
        "1d": """
            daily | once a day | once daily | nightly | once every day | on a daily basis | every single day |
            day in day out | every morning | every evening | every night | each morning | each night
        """,
        "1w": "weekly | once a week | once weekly | once every week | on a weekly basis | every single week",
        "1h": "hourly | once an hour | once every hour | on an hourly basis | every single hour",
        "2w": """
            biweekly | bi weekly | fortnightly | every other week | every second week | every fortnight |
            each fortnight
        """,
        "": """
            monthly | once a month | yearly | quarterly | annually | every month | each month | per month | a month |
            every year | every other month | every quarter | once every month
        """,
        "2d": "every other day | every second day",
        "2h": "every other hour",
        "12h": "twice a day | twice daily",
        "6h": "four times a day",
        "8h": "three times a day",
        "30m": "twice an hour",
    },
    "WEEKDAY": {
        "mon": "monday | mondays",
        "tue": "tuesday | tuesdays",
        "wed": "wednesday | wednesdays",
        "thu": "thursday | thursdays",
        "fri": "friday | fridays",
        "sat": "saturday | saturdays",
        "sun": "sunday | sundays",
    },
    "UNIT": {
        "m": "m | min | mins | minute | minutes | minit | minuts | mnt",
        "h": "h | hr | hrs | hour | hours | hourz | hous",
        "d": "d | day | days",
        "w": "w | wk | wks | week | weeks",
        "f": "fortnight | fortnights",
        "M": "month | months | mth | mo",
        "s": "s | sec | secs | second | seconds",
        "y": "year | years",
    },
    "CHAIN": {
        "eth": "ethereum | eth mainnet | ethereum mainnet | erc20 | eth chain | ethereum chain | ethereum network",
        "bsc": "bsc | bnb chain | bnbchain | binance smart chain | binance chain | bep20 | binance",
        "solana": "solana | solana chain | sol chain | solana network",
        "base": "base | base chain",
        "arbitrum": "arbitrum",
        "polygon": "polygon | polygon chain",
        "avalanche": "avalanche",
        "optimism": "optimism",
        "tron": "tron",
        "sui": "sui chain",
        "ton": "ton chain",
        "blast": "blast",
        "zksync": "zksync",
        "linea": "linea",
    },
    "QUANTITY": {
        0: "zero",
        1: "one",
        2: "two | couple",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve | dozen",
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
        20: "twenty",
        30: "thirty",
        40: "forty | fourty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
        100: "hundred",
        1000: "thousand | grand",
        1000000: "million",
    },
}
"""Phrases that carry a value, by that value; "" where the thing meant is not offered."""

_BATTERED = "rekt wrecked smoked slammed hammered destroyed crushed dumped smashed nuked clobbered obliterated whacked"
_SENDING = "send shoot drop give fire hit throw"
_MESSAGE = "message text ping alert notification note signal dm email buzz sms notice warning reminder line push"
for _day, _names in VALUES["WEEKDAY"].items():
    _parts = (f"{name} {part}" for name in _names.split(" | ") for part in ("morning", "afternoon", "evening", "night"))
    VALUES["WEEKDAY"][_day] = " | ".join((_names, *_parts))
PHRASES["DOWN"] += " | " + " | ".join(
    f"{get} {word}" for get in ("gets", "get", "getting", "is getting") for word in _BATTERED.split()
)
PHRASES["NOTIFY"] += " | " + " | ".join(
    f"{verb} me {with_}{a}{what}"
    for verb in _SENDING.split()
    for with_ in ("", "with ")
    for a in ("a ", "an ")
    for what in _MESSAGE.split()
)
PHRASES["CUT"] = f"{PHRASES['CUT']} | {_CUT_LOSSES}"
