"""The market: tokens to choose from, their cards and dangers, and what it answers with when it does not."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "sorry.unavailable": "The market does not answer just now. Nothing was changed; try again in a minute.",
    "sorry.busy": "The market asks for a pause of {seconds} s. Nothing was changed; try again then.",
    "sorry.budget": (
        "Today's budget for questions to the market is used up. It is asked again from {time} UTC on; what is "
        "kept already still works."
    ),
    "sorry.key": (
        "The market does not accept the key of this installation, so I cannot ask it anything. Only the operator "
        "can mend that; your bots are untouched."
    ),
    "sorry.refused": "The market does not accept this question. Nothing was changed; try another token or period.",
    "sorry.address_shape": (
        "<b>{address}</b> is no address of a contract on {chain}. Copy it whole: 0x and 40 digits, or 32 to 44 "
        "characters on Solana."
    ),
    "sorry.address_checksum": (
        "The capitals of <b>{address}</b> do not fit: a character is wrong or missing. Copy the address again."
    ),
    "sorry.address_chain": "I do not know a chain called <b>{chain}</b>, so I cannot look for {address} there.",
    "caption.tax": (
        "⚠️ <b>{token}</b> takes a tax (buying {buy}, selling {sell}). It is not in these numbers: real trades do worse."
    ),
    "caption.tax_unknown": "❔ Taxes of <b>{token}</b> are unknown and not in these numbers.",
    "caption.history": "ℹ️ <b>{token}</b> has candles only from {date} on: less than asked for.",
    "caption.candles": "{market}: {candle} candles, at most {units} units to fetch",
    "tax.unknown": "unknown",
    "card.tokens": "TOKENS",
    "card.contract": "• {token}: {chain} <code>{address}</code>",
    "tokens.which": (
        "🔎 Which <b>{token}</b> is meant? Names can be copied, contracts cannot. Tap one, or send me the "
        "contract address."
    ),
    "tokens.none": (
        "🔎 The market finds no <b>{token}</b>. Send me the contract address, or pick another token: “use PEPE "
        "instead”."
    ),
    "tokens.line": (
        "<b>{number}. {name}</b> ({symbol}) · {chain}\nliquidity {liquidity}, age {age}\n<code>{address}</code>"
    ),
    "tokens.picked": "✅ <b>{token}</b> is {name} on {chain}:\n<code>{address}</code>",
    "tokens.first": (
        "Before that I must know which contract is meant: <b>{tokens}</b>. Nothing is saved or tested on a guess."
    ),
    "tokens.save_it": (
        "The contracts are confirmed in your proposal: tap Save there first, then test it. /strategy shows it."
    ),
    "tokens.several": "That address is on several chains: {chains}. Tap the one you mean.",
    "tokens.nothing_there": "The market knows no contract at <b>{address}</b>.",
    "tokens.other": (
        "That address is <b>{symbol}</b> ({name}) on {chain}, not {token}. If you mean it, write “use {symbol} "
        "instead of {token}”."
    ),
    "tokens.unknown": "unknown",
    "flag.same_symbol": "a deeper token has the same symbol: this may be a copy",
    "flag.look_alike": "its letters imitate a better known token",
    "flag.near_name": "its name is one letter off a better known token",
    "flag.thin": "very little liquidity: selling moves the price",
    "flag.young": "only days old",
    "flag.risky": "the market rates it as risky",
    "flag.unrated": "the market has no rating of it: unknown, not safe",
}
