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
    "command.price": "Show a token: /price PEPE",
    "command.chart": "Draw a token: /chart PEPE 1h",
    "command.risk": "Show the dangers of a contract: /risk PEPE",
    "command.trending": "Show what is traded most: /trending solana",
    "command.search": "Search for a token: /search dog",
    "button.price": "💰 Price",
    "button.chart": "📈 Chart",
    "button.risk": "🛡 Dangers",
    "button.use_token": "🤖 Make a strategy",
    "market.example": "buy {token} when it drops 5% in an hour, stop 3, target 10",
    "market.card": (
        "<b>${price}</b>\n1h {hour} · 24h {day}\nliquidity {liquidity} · volume 24h {volume}\nholders {holders} "
        "· age {age}\n<code>{address}</code>"
    ),
    "market.namesakes": {
        "one": "{number} other token is called {token} too:",
        "other": "{number} other tokens are called {token} too:",
    },
    "market.found": "🔎 Found for <b>{words}</b>, deepest first:",
    "market.found_none": "🔎 The market finds nothing for <b>{words}</b>. Try a shorter word, or a contract address.",
    "market.trending": "🔥 Traded most on {chain} just now. That is no advice: much of it is days old.",
    "market.trending_none": "Nothing is known to be traded on {chain} just now.",
    "market.which_chain": "On which chain?",
    "market.no_chain": "I do not know a chain called <b>{chain}</b>. On which one?",
    "market.which_token": "Which token? Send me its symbol, such as PEPE, or its contract address.",
    "market.no_timeframe": "I cannot draw candles of {asked}. I can draw: {offered}.",
    "tokens.address": "<code>{address}</code>",
    "verdict.dangerous": "🚫 <b>Dangerous: do not trade it.</b>",
    "verdict.caution": "⚠️ <b>Be careful.</b> No proof against it, but see the warnings.",
    "verdict.unknown": "❔ <b>Unknown.</b> Vital answers are missing: that is not the same as safe.",
    "verdict.nothing_found": "<b>No danger found in the report.</b> No report can prove that a token is safe.",
    "danger.reason_demo": "This token is made up, so there is no contract to look at.",
    "danger.reason_not_covered": "The market has no report on this contract.",
    "danger.reason_failed": "The report could not be had just now; try again later.",
    "danger.honeypot": "Honeypot",
    "danger.cannot_sell": "Selling blocked",
    "danger.buy_tax": "Tax on buying",
    "danger.sell_tax": "Tax on selling",
    "danger.tax_changeable": "Tax can be changed",
    "danger.mintable": "More can be minted",
    "danger.freezable": "Wallets can be frozen",
    "danger.owner_renounced": "Owner renounced",
    "danger.hidden_owner": "Hidden owner",
    "danger.holders": "Holders",
    "danger.top_ten_share": "Held by the top ten",
    "danger.liquidity_locked_share": "Liquidity locked",
    "danger.score": "Risk score",
    "danger.yes": "yes",
    "danger.no": "no",
    "danger.unknown": "unknown",
    "danger.uncertain": "up to {tax}, unit uncertain",
    "caption.danger": (
        "🚫 <b>{token}</b> is dangerous by its contract report: who buys it may never be able to sell. Do not "
        "trust these numbers."
    ),
}
