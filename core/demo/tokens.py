"""The tokens of the demo market and the character of each: what it costs, how wild it is, how much it trades."""

from dataclasses import dataclass

from core.demo.noise import stream
from core.market import Token

CHAINS = ("bsc", "eth", "base", "solana", "arbitrum", "polygon", "avalanche", "optimism")
"""Every demo token is listed on each of these, at the same price."""

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Character:
    """What the series of a token is made from."""

    symbol: str
    name: str
    home: str
    price: float
    """USD, the middle of its band."""
    decimals: int
    """Prices are multiples of 10^−decimals: 7 to 9 significant digits."""
    daily: float
    """Typical change in a day, as a share (0.08 = 8 %)."""
    band: float
    """Deviation of its half-yearly anchors from `price`, in natural logarithms."""
    turnover: float
    """USD on an average day."""
    jumps: float
    """Sudden jumps per day."""


_ALL = (
    Character("PEPE", "Pepe", "eth", 1.18e-5, 12, 0.080, 0.65, 60e6, 0.10),
    Character("BTC", "Bitcoin", "bsc", 86_000.0, 3, 0.022, 0.30, 900e6, 0.01),
    Character("ETH", "Ether", "eth", 3_100.0, 4, 0.032, 0.35, 500e6, 0.02),
    Character("BNB", "BNB", "bsc", 640.0, 5, 0.026, 0.30, 150e6, 0.02),
    Character("SOL", "Solana", "solana", 165.0, 5, 0.042, 0.45, 250e6, 0.03),
    Character("DOGE", "Dogecoin", "bsc", 0.172, 8, 0.050, 0.50, 90e6, 0.04),
    Character("SHIB", "Shiba Inu", "eth", 1.34e-5, 12, 0.055, 0.50, 20e6, 0.04),
    Character("BONK", "Bonk", "solana", 2.31e-5, 12, 0.078, 0.60, 30e6, 0.08),
    Character("WIF", "dogwifhat", "solana", 1.45, 7, 0.085, 0.70, 35e6, 0.10),
    Character("POPCAT", "Popcat", "solana", 0.418, 8, 0.090, 0.70, 12e6, 0.12),
    Character("CAKE", "PancakeSwap", "bsc", 2.47, 7, 0.055, 0.45, 15e6, 0.04),
    Character("FLOKI", "Floki", "bsc", 1.12e-4, 11, 0.065, 0.55, 9e6, 0.06),
    Character("LINK", "Chainlink", "eth", 15.8, 6, 0.045, 0.40, 40e6, 0.03),
    Character("UNI", "Uniswap", "eth", 8.35, 7, 0.050, 0.45, 25e6, 0.03),
    Character("BRETT", "Brett", "base", 0.0846, 9, 0.080, 0.65, 8e6, 0.10),
    Character("DEGEN", "Degen", "base", 0.00712, 10, 0.085, 0.65, 3e6, 0.10),
)
CHARACTERS = {character.symbol: character for character in _ALL}


def listings() -> tuple[Token, ...]:
    """Every token where it is at home."""
    return tuple(listing(character, character.home) for character in _ALL)


def listing(character: Character, chain: str) -> Token:
    """This token on that chain. Elsewhere than at home it is less liquid, so that home is the best find."""
    depth = 0.12 if chain == character.home else 0.02
    return Token(
        symbol=character.symbol,
        name=f"{character.name} (demo)",
        chain=chain,
        address=_address(character.symbol, chain),
        liquidity_usd=round(character.turnover * depth, -3),
    )


def _address(symbol: str, chain: str) -> str:
    """As long as a real one, and impossible as one: "demo" is no hexadecimal number, and base58 has no "0"."""
    digits = "".join(f"{stream('address', symbol, chain, str(part)):016x}" for part in range(4))
    if chain != "solana":
        return f"0xdemo{digits[:36]}"
    return "demo0" + "".join(_BASE58[int(digits[i : i + 4], 16) % 58] for i in range(39))
