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
}
