"""The market: tokens to choose from, their cards and dangers, and what it answers with when it does not."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "sorry.unavailable": "行情暂时没有回应。什么都没改，过一分钟再试。",
    "sorry.busy": "行情要求暂停 {seconds} 秒。什么都没改，之后再试。",
    "sorry.budget": "今天查询行情的额度用完了。UTC {time} 起恢复查询；已保存的内容照常可用。",
    "sorry.key": "行情不接受本系统的密钥，所以我什么都查不到。只有运营者能修复；你的机器人没有变。",
    "sorry.refused": "行情不接受这个请求。什么都没改，换一个币或时间段试试。",
    "sorry.address_shape": (
        "<b>{address}</b> 不是 {chain} 上的合约地址。请完整复制：0x 加 40 位，Solana 是 32–44 位。"
    ),
    "sorry.address_checksum": "<b>{address}</b> 的大小写对不上：有字符错了或漏了。请重新复制地址。",
    "sorry.address_chain": "我不认识叫 <b>{chain}</b> 的链，所以没法在那里查 {address}。",
    "caption.tax": "⚠️ <b>{token}</b> 收交易税（买 {buy}，卖 {sell}）。税没有计入这些数字：真实交易会更差。",
    "caption.tax_unknown": "❔ <b>{token}</b> 的交易税未知，没有计入这些数字。",
    "caption.history": "ℹ️ <b>{token}</b> 从 {date} 才有 K 线，比要求的短。",
    "caption.candles": "{market}：{candle} K 线，获取最多用 {units} 单位",
    "tax.unknown": "未知",
    "card.tokens": "代币",
    "card.contract": "• {token}：{chain} <code>{address}</code>",
    "tokens.which": "🔎 是哪个 <b>{token}</b>？名字可以仿冒，合约不能。点一个，或把合约地址发给我。",
    "tokens.none": "🔎 行情里找不到 <b>{token}</b>。把合约地址发给我，或换一个币：“换成PEPE”。",
    "tokens.line": (
        "<b>{number}. {name}</b>（{symbol}）· {chain}\n流动性 {liquidity}，年龄 {age}\n<code>{address}</code>"
    ),
    "tokens.picked": "✅ <b>{token}</b> 是 {chain} 上的 {name}：\n<code>{address}</code>",
    "tokens.first": "在那之前要先确认是哪个合约：<b>{tokens}</b>。不会凭猜测保存或回测。",
    "tokens.save_it": "合约已在你的方案里确认：先在那里点保存，再回测。用 /strategy 查看。",
    "tokens.several": "这个地址在多条链上都有：{chains}。点你要的那个。",
    "tokens.nothing_there": "行情里没有地址为 <b>{address}</b> 的合约。",
    "tokens.other": (
        "这个地址是 {chain} 上的 <b>{symbol}</b>（{name}），不是 {token}。如果就是它，请写“把{token}换成{symbol}”。"
    ),
    "tokens.unknown": "未知",
    "flag.same_symbol": "有流动性更高的同名代币：这个可能是仿冒",
    "flag.look_alike": "字母模仿更知名的代币",
    "flag.near_name": "名字和更知名的代币只差一个字母",
    "flag.thin": "流动性很低：卖出会影响价格",
    "flag.young": "才出现几天",
    "flag.risky": "行情评为高风险",
    "flag.unrated": "行情没有评级：未知，不等于安全",
}
