"""Contract addresses of the chains: checked, written as people copy them, and as the market wants them sent."""

import re

from Crypto.Hash import keccak

from core.errors import BadAddress

EVM = frozenset({"bsc", "eth", "base", "arbitrum", "optimism", "avalanche", "avax", "polygon", "blast", "merlin"})
"""Chains whose addresses are hexadecimal; their letters' case is a checksum only. The rest keep their case."""
_HEX = re.compile(r"0[xX][0-9a-fA-F]{40}")
_CHAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ANY = re.compile(r"[A-Za-z0-9_:.-]{3,128}")
SOLANA_BYTES = 32


def checked(address: str, chain: str) -> str:
    """The address as it is shown and kept: EIP-55 on EVM chains, untouched elsewhere.

    Raises BadAddress where it cannot be one of that chain (`shape`, `chain`), or its mixed case does not fit
    (`checksum`).
    """
    address = address.strip()
    if not _CHAIN.fullmatch(chain):
        raise BadAddress(address, chain, "chain")
    if chain in EVM:
        return _checked_hex(address, chain)
    fits = _is_solana(address) if chain == "solana" else _ANY.fullmatch(address)
    if not fits:
        raise BadAddress(address, chain, "shape")
    return address


def shown(address: str, chain: str) -> str:
    """As people copy it; what is no address of that chain stays as the market wrote it."""
    return checksummed(address) if chain in EVM and _HEX.fullmatch(address) else address


def key(address: str, chain: str) -> str:
    """One writing for one contract: to compare, to keep candles under and to send."""
    return address.lower() if chain in EVM or _HEX.fullmatch(address) else address


def token_id(address: str, chain: str) -> str:
    """The market's id of a token or a pair."""
    return f"{key(address, chain)}-{chain}"


def checksummed(address: str) -> str:
    """EIP-55: a hexadecimal digit is upper case where the same digit of the hash is 8 or more."""
    digits = address[2:].lower()
    found = keccak.new(digest_bits=256, data=digits.encode()).hexdigest()
    return "0x" + "".join(c.upper() if int(h, 16) > 7 else c for c, h in zip(digits, found, strict=False))


def _checked_hex(address: str, chain: str) -> str:
    if not _HEX.fullmatch(address):
        raise BadAddress(address, chain, "shape")
    right, digits = checksummed(address), address[2:]
    if digits not in (digits.lower(), digits.upper(), right[2:]):
        raise BadAddress(address, chain, "checksum")
    return right


def _is_solana(address: str) -> bool:
    """Base58 of exactly 32 bytes; leading 1s are leading zero bytes."""
    if not 32 <= len(address) <= 44 or any(c not in _BASE58 for c in address):
        return False
    value = 0
    for character in address:
        value = value * 58 + _BASE58.index(character)
    zeros = len(address) - len(address.lstrip("1"))
    return zeros + (value.bit_length() + 7) // 8 == SOLANA_BYTES
