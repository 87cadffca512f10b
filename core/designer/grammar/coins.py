"""Well-known coins: their tickers, names and home chains, and which unknown ticker is probably a slip of which."""

from functools import cache

HOMES: dict[str, str] = {
    "solana": """
        SOL BONK WIF JUP POPCAT MEW RAY GOAT FARTCOIN PNUT BOME TRUMP MELANIA PYTH ORCA JTO W MOODENG GIGA PONKE
        SLERF MYRO WEN SAMO FWOG MICHI CHILLGUY ACT AI16Z GRASS DRIFT KMNO ZEUS MOTHER RETARDIO PENGU VINE BUTTHOLE
        ARC GRIFFAIN ZEREBRO USELESS PUMP TNSR HNT MOBILE RENDER MNDE IO HONEY MPLX STEP SRM FIDA DUST CLOUD JITOSOL
        MSOL SC UFD PIPPIN SWARMS AVA BAN LUCE SPX6900 MUMU BILLY NEIROSOL
    """,
    "eth": """
        ETH PEPE SHIB LINK UNI AAVE MKR LDO CRV COMP SNX MOG TURBO NEIRO FLOKI ONDO ENA PENDLE FET RNDR GRT SAND
        MANA APE BLUR ENS ARKM IMX LRC BAT ZRX YFI SUSHI BAL 1INCH DYDX RPL SSV FXS CVX PEOPLE CHZ AXS GALA SPX HPOS
        WOJAK LADYS BOBO ANDY MOODENGETH EIGEN ETHFI REZ ZRO PAXG WBTC STETH OKB CRO LEO QNT ENJ OCEAN AGIX WLD WLFI
        MNT SKY BEAM PRIME PIXEL PORTAL STRK MASK API3 ANKR AMP HOT ELON KISHU BABYDOGEETH VOLT SAITAMA DENT REN KNC
        BAND OMG SUPER INJ NMR STORJ CELR SKL RLC AUDIO GNO LPT FLUX TRB UMA GLM RLB SPELL MAGIC MEME AEVO ALT MAVIA
        PEPE2 PEPECOIN BITCOIN PORK APU SHIBDOGE GME TRAC ACH RSR CTSI T POWR HEX JOE MOCA TOKE
    """,
    "bsc": """
        BNB CAKE BABYDOGE TWT XVS ALPACA BAKE SFP BURGER BTT DODO AUTO BSW HOOK ID EDU CYBER LISTA FOUR BNX MUBARAK
        TST BROCCOLI SIREN KOMA CHEEMS BTCB DAR HIGH ALICE ASTER WIN SUN C98 PEPEBSC GMT GST SLP MBOX REEF CHESS TKO
        FARM BANANA TUT
    """,
    "base": """
        BRETT AERO DEGEN TOSHI VIRTUAL HIGHER NORMIE MFER KEYCAT BALD SKI MIGGLES DOGINME WELL MORPHO CLANKER AIXBT
        ZORA COOKIE BENJI
    """,
    "": """
        BTC DOGE XRP ADA AVAX DOT TRX LTC BCH XLM XMR ETC ATOM NEAR APT SUI TON HBAR ICP FIL VET ALGO EGLD FTM S KAS
        TAO TIA SEI ARB OP POL MATIC STX RUNE KAVA OSMO FLOW MINA ROSE CELO ONE ZIL EOS XTZ NEO IOTA DASH ZEC QTUM
        ICX WAVES KSM GLMR CFX CKB ORDI SATS HYPE GMX RDNT JUNO SCRT DYM MANTA BLAST METIS NOT DOGS HMSTR CATI BERA
        MOVE INIT ATH AR LUNA LUNC USTC THETA BSV XEC XDC XCN HYPER KAITO IP NIL LAYER TRUMPCOIN ZETA SAGA OM ACE
        JASMY ASTR GAS ONT RVN DGB SYS SUPRA BRISE WAXP PYR SNEK MIN CORE KDA XEM DCR TFUEL
    """,
}

NAMES: dict[str, str] = {
    "bitcoin": "BTC",
    "bitcoins": "BTC",
    "ether": "ETH",
    "ethereum": "ETH",
    "solana": "SOL",
    "dogecoin": "DOGE",
    "doge coin": "DOGE",
    "shiba": "SHIB",
    "shiba inu": "SHIB",
    "cardano": "ADA",
    "ripple": "XRP",
    "avalanche": "AVAX",
    "polkadot": "DOT",
    "litecoin": "LTC",
    "chainlink": "LINK",
    "polygon": "POL",
    "uniswap": "UNI",
    "cosmos": "ATOM",
    "near protocol": "NEAR",
    "aptos": "APT",
    "arbitrum": "ARB",
    "optimism": "OP",
    "celestia": "TIA",
    "injective": "INJ",
    "render": "RENDER",
    "jupiter": "JUP",
    "raydium": "RAY",
    "dogwifhat": "WIF",
    "dog wif hat": "WIF",
    "pepe coin": "PEPE",
    "pancakeswap": "CAKE",
    "pancake": "CAKE",
    "worldcoin": "WLD",
    "lido": "LDO",
    "curve": "CRV",
    "bittensor": "TAO",
    "kaspa": "KAS",
    "tron": "TRX",
    "toncoin": "TON",
    "stellar": "XLM",
    "monero": "XMR",
    "hyperliquid": "HYPE",
    "binance coin": "BNB",
    "bnb coin": "BNB",
    "bitcoin cash": "BCH",
    "filecoin": "FIL",
    "hedera": "HBAR",
    "fartcoin": "FARTCOIN",
    "popcat": "POPCAT",
    "moodeng": "MOODENG",
    "moo deng": "MOODENG",
    "pudgy penguins": "PENGU",
    "ethena": "ENA",
    "aave": "AAVE",
    "maker": "MKR",
    "the graph": "GRT",
    "official trump": "TRUMP",
    "trump coin": "TRUMP",
    "bonk": "BONK",
    "floki inu": "FLOKI",
    "floki": "FLOKI",
    "pepecoin": "PEPE",
    "sandbox": "SAND",
    "decentraland": "MANA",
    "apecoin": "APE",
    "xrp": "XRP",
    "pyth network": "PYTH",
    "sei network": "SEI",
    "internet computer": "ICP",
    "vechain": "VET",
    "algorand": "ALGO",
    "ethereum classic": "ETC",
    "gm x": "GMX",
    "btc": "BTC",
    "etherum": "ETH",
    "etherium": "ETH",
    "bit coin": "BTC",
    "dodge coin": "DOGE",
    "shibainu": "SHIB",
    "chain link": "LINK",
    "lite coin": "LTC",
}

CHAIN_NAMES: dict[str, str] = {
    "solana": "solana",
    "ethereum": "eth",
    "polygon": "polygon",
    "avalanche": "avalanche",
    "arbitrum": "arbitrum",
    "optimism": "optimism",
    "tron": "tron",
    "sol": "solana",
    "eth": "eth",
    "etherum": "eth",
    "etherium": "eth",
    "bnb": "bsc",
}
"""Coins and chains of one name, and the chain meant."""
CHAINS: dict[str, str] = {
    **CHAIN_NAMES,
    **{
        name: name
        for name in [
            "bsc",
            "base",
            "sui",
            "ton",
            "blast",
            "zksync",
            "linea",
            "mantle",
            "scroll",
            "sei",
            "manta",
            "fantom",
            "cronos",
            "celo",
            "aptos",
            "near",
            "hyperevm",
            "sonic",
        ]
    },
}
"""What may stand before "chain"."""

TICKERS: dict[str, str] = {ticker: chain for chain, listed in HOMES.items() for ticker in listed.split()}
"""Ticker → home chain ("" where it lives on a chain of its own)."""

STABLE = frozenset(["USDT", "USDC", "DAI", "BUSD", "USD", "FDUSD", "TUSD"])
WORDLIKE = frozenset(
    [
        "near",
        "ape",
        "one",
        "sun",
        "people",
        "move",
        "magic",
        "mask",
        "just",
        "win",
        "not",
        "spell",
        "id",
        "super",
        "pump",
        "act",
        "gas",
        "auto",
        "farm",
        "portal",
        "pixel",
        "blast",
        "high",
        "four",
        "core",
        "min",
        "hot",
        "band",
        "alt",
        "beam",
        "step",
        "w",
        "s",
        "t",
        "t",
        "meme",
        "not",
        "doge's",
        "fun",
        "ip",
        "well",
        "ski",
        "io",
        "ban",
        "sky",
        "om",
        "sc",
        "volt",
        "dust",
        "honey",
        "joe",
        "ace",
        "prime",
        "wen",
        "flow",
        "arc",
        "blur",
        "dent",
        "cloud",
        "mobile",
        "alice",
        "hook",
        "higher",
        "render",
        "base",
        "time",
        "layer",
        "saga",
        "grass",
        "useless",
        "elon",
        "normie",
        "audio",
        "super",
        "amp",
        "comp",
        "ar",
        "dash",
        "neo",
        "rose",
        "ava",
        "drift",
        "vine",
        "hex",
        "bat",
    ]
)
"""Tickers that are everyday words too: in small letters they count only where a token must stand."""


def home(ticker: str) -> str | None:
    """The chain a well-known coin lives on, or None."""
    return TICKERS.get(ticker) or None


def likely(ticker: str) -> str | None:
    """The well-known ticker this unknown one is one letter away from."""
    if ticker in TICKERS or len(ticker) < 3:
        return None
    return next((known for known in _by_slip().get(ticker, ()) if len(known) >= 4), None) or next(
        (
            known
            for cut in _cuts(ticker)
            for known in _by_slip().get(cut, ())
            if len(known) >= 4 and _near(ticker, known)
        ),
        None,
    )


def _near(one: str, other: str) -> bool:
    """One letter more, less or swapped; another letter only in longer tickers."""
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1
    wrong = sum(a != b for a, b in zip(one, other, strict=True))
    return (wrong == 2 and sorted(one) == sorted(other)) or (wrong == 1 and len(one) >= 5)


def _cuts(ticker: str) -> tuple[str, ...]:
    return (ticker, *(ticker[:i] + ticker[i + 1 :] for i in range(len(ticker))))


@cache
def _by_slip() -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for known in TICKERS:
        for key in _cuts(known):
            index.setdefault(key, []).append(known)
    return index
