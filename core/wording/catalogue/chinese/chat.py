"""Greeting, help, bots, versions, questions of menus, apologies, buttons and toasts."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    # Welcome and help
    "welcome": (
        "👋 {name}，你好！用大白话告诉我一个交易想法，我把它变成策略，"
        "用历史 K 线如实回测（手续费都算上），再把图画给你看。\n\n"
        "点一个例子，或者直接写一句话。"
    ),
    "welcome.demo": "<i>这里的价格是{market}：虚构的，每次都一样，适合练手。</i>",
    "example.1.label": "🐸 PEPE 抄底",
    "example.1.says": "PEPE 1小时内下跌5%就买入，止损3%，止盈10%",
    "example.2.label": "🔊 WIF 放量",
    "example.2.says": "WIF 1小时成交量增加200%时用20%资金买入，止损4%，止盈12%",
    "example.3.label": "🚀 DOGE 突破",
    "example.3.says": "DOGE 4小时内上涨4%就买入，止损3%，止盈8%",
    "help.understand": (
        "<b>我能听懂</b>\n"
        "• 条件：一段时间内涨跌 X%、成交量放大、价格高于或低于某价、RSI、均线、MACD、布林带、定时\n"
        "• 操作：按比例或按美元买卖，或者只通知你\n"
        "• 风控：止损、止盈、移动止损、最长持仓\n"
        "• 修改：“改成7%”“加上4%止损”“换成DOGE”“撤销”"
    ),
    "help.commands": "<b>命令</b>",
    "help.counts": (
        "<b>回测怎么算</b>\n"
        "K 线收盘时触发的规则，在下一根 K 线开盘成交。每边手续费 0.3%，滑点 0.1%。"
        "同一根 K 线既碰到止损又碰到止盈时，按先止损算。"
    ),
    "help.market": "行情：{market}。",
    "help.offline": "句子在本地解析，没有用 AI 模型。",
    "market.demo": "演示数据",
    # Commands: at most 60 characters
    "command.start": "看看怎么开始",
    "command.bots": "切换、新建、改名或删除机器人",
    "command.new": "新建一个机器人",
    "command.strategy": "查看这个机器人的策略",
    "command.history": "查看并恢复旧版本",
    "command.backtest": "用历史 K 线回测",
    "command.backtests": "查看以前的回测",
    "command.stop": "停止正在运行的，放下当前问题",
    "command.usage": "查看 AI 模型用量",
    "command.language": "选择语言",
    "command.help": "看看我能做什么",
    "about.short": "说出交易想法，看如实的回测，再用模拟盘实时跟踪。",
    "about.long": (
        "用大白话告诉我一个交易想法。我先给你看我理解成了什么，"
        "再用历史 K 线连同手续费一起回测，最后把图画给你。点“开始”。"
    ),
    "language.choose": "🌐 我用哪种语言和你说话？",
    "language.chosen": "🌐 从现在起我说中文。这几种语言你用哪一种写都可以。",
    # Bots
    "bots.none": "<b>你的机器人</b>\n还没有。写一个交易想法我就建一个，或者点“新机器人”。",
    "bots.title": "<b>你的机器人（{number}/{limit}）</b>",
    "bots.hint": "<i>你写的话会发给带 ✅ 的那个。</i>",
    "bot.proposal": "有方案等待保存",
    "bot.saved": "策略已保存",
    "bot.empty": "还没有策略",
    "bot.new": "🆕 <b>{bot}</b> 已建好并选中。告诉它做什么，例如：\n<i>{example}</i>",
    "bot.ask_name": "<b>{bot}</b> 要叫什么名字？写下新名字（最多 {most} 个字符），或 /stop。",
    "bot.renamed": "改好了。这个机器人现在叫 <b>{bot}</b>。",
    "bot.bad_name": "名字需要 1 到 {most} 个可见字符。换一个，或 /stop。",
    "bot.delete": "永久删除 <b>{bot}</b>？它的策略、对话和回测会一起删除。",
    "bot.delete_untested": "永久删除 <b>{bot}</b>？它的策略和对话会一起删除；它还没有回测。",
    "bot.deleted": "🗑 <b>{bot}</b> 已删除。",
    "bot.first_name": "My bot",
    "bot.next_name": "Bot {number}",
    # Proposals
    "proposal.heading": "📝 <b>{bot}</b> · <i>方案，尚未保存</i>",
    "saved.heading": "🤖 <b>{bot}</b> · <i>已保存</i>",
    "saved": "✅ 已保存到 <b>{bot}</b>。看看它过去会怎样：",
    "discarded": "已丢弃。保存的策略不变。",
    "discarded.empty": "已丢弃。现在没有策略。",
    "how_to_change": "直接说要改什么：“改成7%”“改成15分钟”“加上4%止损”“去掉止盈”“换成DOGE”。",
    "no_strategy": "<b>{bot}</b> 还没有保存的策略。用一句话告诉我，再点“保存”。",
    # Versions
    "versions.none": "<b>{bot}</b> 还没有版本：每次保存都会留下一个。",
    "versions.title": "🕘 <b>{bot}</b> · 版本，新的在前",
    "versions.version": "<b>版本 {number}</b> · {moment} UTC",
    "versions.in_use": "<i>使用中</i>",
    "versions.more": "<i>还有 {number} 处</i>",
    "versions.restored": "↩️ <b>{bot}</b> 已恢复到版本 {number}。看看它过去会怎样：",
    # What cannot be read, and what goes wrong
    "only_text": "我只能读文字。用一句话写下你的想法，例如：<i>{example}</i>",
    "too_long": "这条消息有 {length} 个字符，我最多读 {most} 个。什么都没改：请说短一点。",
    "nothing_to_read": "我没找到文字。用一句话写下你的想法，例如：<i>{example}</i>",
    "stopped.run": "⏹ 已停止。回测取消了，你的策略没有变。",
    "stopped.question": "这个问题先放下。",
    "stopped.nothing": "现在没有正在运行的。",
    "sorry.not_found": "这个已经不在了。你的机器人：/bots",
    "sorry.bots_limit": "你已经有 {limit} 个机器人，到上限了。在 /bots 里删掉或改名一个再试。什么都没改。",
    "sorry.draft": "这个方案已经保存、丢弃或被替换了。现在是这样：",
    "sorry.running": "这个机器人正在回测。请等它完成，或用 /stop 停止。",
    "sorry.invalid": "这个策略现在还不能运行：\n{problems}\n策略没有变：告诉我要改什么。",
    "sorry.token": "行情里没有 <b>{token}</b>。换一个币：“换成PEPE”。",
    "sorry.token_on": "行情里 {chain} 上没有 <b>{token}</b>。换一个币：“换成PEPE”。",
    "sorry.no_history": "<b>{token}</b> 在这段时间没有 K 线。试试更短或更近的时间。",
    "sorry.market": "行情没有正常返回。什么都没改，过一分钟再试。",
    "sorry.store": "刚才没能存下来（数据库繁忙或已满）。什么都没改，请再试一次。",
    "sorry": "没有成功。什么都没改，请再试一次。",
    "failure": "我们这边出错了（错误 <b>{code}</b>）。什么都没改。请再试一次，或 /start。",
    "updated": "<i>更新于 {time} UTC</i>",
    # Toasts: at most 200 characters
    "toast.old_menu": "这个菜单旧了，给你一个新的。",
    "toast.still_at_it": "还在处理，请稍等。",
    "toast.saved": "已保存",
    "toast.discarded": "已丢弃",
    "toast.selected": "已选中 {bot}",
    "toast.deleted": "已删除",
    "toast.restored": "版本 {number} 已恢复",
    "toast.stopping": "正在停止…",
    "toast.runs_no_more": "它已经不在运行了。",
    "toast.no_trades": "这次回测没有交易。",
    # Buttons: at most 22 characters, 18 where two share a row
    "button.back_to_bots": "« 机器人",
    "button.back": "« 返回",
    "button.my_bots": "🤖 我的机器人",
    "button.help": "❓ 帮助",
    "button.first_steps": "🏠 开始",
    "button.new_bot": "➕ 新机器人",
    "button.save": "✅ 保存",
    "button.change": "✏️ 修改",
    "button.discard": "丢弃",
    "button.backtest_30d": "📈 回测 30 天",
    "button.7d": "7 天",
    "button.90d": "90 天",
    "button.1y": "1 年",
    "button.backtest": "📈 回测",
    "button.backtests": "🕘 历次回测",
    "button.versions": "↩️ 版本",
    "button.say_change": "💬 修改",
    "button.rename": "✏️ 改名",
    "button.delete": "🗑 删除",
    "button.really_delete": "🗑 确定删除",
    "button.keep": "保留",
    "button.restore": "↩️ 恢复 {number}",
    "button.stop": "⏹ 停止",
    "button.run_again": "🔁 再跑一次",
    "button.trades_csv": "📄 交易 CSV",
    "button.details": "🔍 详情",
    "button.pictures": "🖼 更多图",
    "button.one_trade": "🔎 单笔交易",
    "button.earlier": "🕘 以前的",
    "button.newer": "« 较新",
    "button.older": "较旧 »",
    "button.picture_luck": "🎲 运气",
    "button.picture_months": "🗓 每月",
    "button.picture_results": "📊 交易结果",
}
