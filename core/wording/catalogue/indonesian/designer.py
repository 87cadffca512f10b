"""What the offline designer says: questions with likely answers, refusals, assumptions, small talk."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "talk.greeting": (
        "Halo! Sebutkan apa yang mau ditradingkan dan kapan, misalnya: "
        "“beli PEPE dengan 10% kalau turun 5% dalam 1 jam, stop loss 3%”."
    ),
    "talk.thanks": "Sama-sama!",
    "talk.chat": (
        "Saya mengubah kalimat jadi strategi trading. "
        "Coba: “beli SOL dengan 10% kalau RSI di bawah 30 di 4 jam, take profit 8%”."
    ),
    "talk.question": (
        "Saya pembaca bawaan: saya mengubah kalimat jadi strategi, tetapi tidak bisa menjawab pertanyaan. "
        "Sebutkan apa yang dibeli atau dijual, dan kapan."
    ),
    "talk.too_long": "Itu terlalu panjang untuk saya baca dengan baik. Tulis strateginya dalam beberapa kalimat saja.",
    "talk.nothing_to_undo": "Tidak ada yang bisa diurungkan.",
    "talk.dropped": "Baik, saya biarkan seperti semula.",
    "talk.same": "Sudah seperti itu; tidak ada yang berubah.",
    "talk.failed": "Saya tidak bisa membacanya. Coba tulis dengan cara lain.",
    "ask.token": "Token yang mana?",
    "ask.threshold": "Berapa persen?",
    "ask.price": "Di harga berapa?",
    "ask.direction": "Di atas atau di bawah?",
    "ask.amount": "Seberapa banyak: persen dari kas atau posisimu, atau dalam dolar?",
    "ask.timeframe": "Dalam waktu berapa lama, misalnya 15m, 1h, atau 1d?",
    "ask.condition": "Kapan itu harus terjadi? Misalnya: kalau turun 5% dalam 1 jam.",
    "ask.action": "Lalu saya harus apa: beli, jual, atau beri tahu kamu?",
    "ask.every": "Seberapa sering: setiap hari, setiap minggu, setiap 4 jam? Bulanan tidak tersedia.",
    "ask.stop_loss_percent": "Berhenti di kerugian berapa persen?",
    "ask.take_profit_percent": "Jual di keuntungan berapa persen?",
    "ask.trailing_stop_percent": "Seberapa jauh stop mengikuti dari harga tertinggi, dalam persen?",
    "ask.max_hold": "Paling lama dipegang berapa lama?",
    "ask.max_entries": "Paling banyak berapa kali masuk?",
    "ask.rule": "Aturan seperti itu sudah ada. Ini jadi aturan kedua, atau menggantikannya?",
    "ask.field": "Apa tepatnya yang harus saya hapus?",
    "ask.else": "Bisa ditulis dengan cara lain?",
    "ask.unread": "Saya tidak mengerti {quoted}. Tulis dengan cara lain, atau hilangkan saja.",
    "ask.slip": "Maksudmu {likely}? Saya tidak kenal {said}.",
    # Likely answers, sent as if typed: the reader must understand them. Buttons, at most 22 characters each
    "offer.direction": "di atas | di bawah",
    "offer.condition": "turun 5% dalam 1 jam | RSI di bawah 30 | setiap hari",
    "offer.action": "beli 10% | jual semua | beri tahu saya",
    "offer.every": "setiap hari | setiap minggu",
    "refused": "Semua saya biarkan seperti semula.",
    "refused.short": "Short selling tidak tersedia: di sini strategi membeli dulu, lalu menjual yang dipegang.",
    "refused.leverage": "Leverage, margin, dan derivatif tidak tersedia: strategi hanya memakai kas yang ada.",
    "refused.guarantee": (
        "Tidak ada yang bisa menjamin untung atau meniadakan rugi; saya hanya bisa membatasi risiko, "
        "misalnya dengan stop loss."
    ),
    "refused.shady": "Itu manipulasi pasar atau pencurian; saya tidak membantu untuk itu.",
    "impossible.change": "Perubahan harus lebih dari 0 %.",
    "impossible.drop": "Harga tidak bisa turun {threshold} %: harus kurang dari 100 %.",
    "impossible.rsi": "RSI ada di antara 0 dan 100; {threshold} tidak bisa tercapai.",
    "impossible.price": "Harga harus lebih dari 0.",
    "impossible.cash": "{share} % dari kasmu lebih dari yang ada: paling banyak 100 %.",
    "impossible.held": "{share} % dari yang dipegang lebih dari yang ada: paling banyak 100 %.",
    "impossible.amount": "Jumlah harus lebih dari 0.",
    "impossible.exit": "{name} harus lebih dari 0 %.",
    "impossible.exit_all": "{name} {value} % tidak akan pernah kena: harus kurang dari 100 %.",
    "exit.stop_loss_percent": "Stop loss",
    "exit.take_profit_percent": "Take profit",
    "exit.trailing_stop_percent": "Trailing stop",
    "assumed.chain": "Saya pakai {token} di chain {chain}.",
    "assumed.timeframe": "Saya pakai 1 jam sebagai timeframe.",
    "assumed.buy": "Saya pakai 10 % dari kasmu untuk pembelian.",
    "assumed.sell": "Saya pakai seluruh posisi untuk penjualan.",
    # While a model works, and what it cost
    "thinking.designing": "💭 Merancang strategi…",
    "thinking.checking": "🔎 Mencocokkannya dengan kata-katamu…",
    "thinking.explaining": "✍️ Menjelaskannya…",
    "usage.title": "<b>Jawaban AI</b>",
    "usage.offline": "Kata-katamu dibaca secara offline: tidak ada model AI yang ditanya, jadi tak ada yang terpakai.",
    "usage.today": "Hari ini: {turns} jawaban, {calls} dari {most} panggilan",
    "usage.month": "30 hari terakhir: {turns} jawaban, {calls} panggilan, {tokens} token",
    "usage.everybody": "Semua orang, 30 hari terakhir: {turns} jawaban, {calls} panggilan, {tokens} token",
    # Why the built-in reader answered instead of the model
    "note.away": "Model AI tidak tersedia; ini jawaban pembaca bawaan saya.",
    "note.busy": "Model AI sedang sibuk; ini jawaban pembaca bawaan saya.",
    "note.timeout": "Model AI terlalu lama; ini jawaban pembaca bawaan saya.",
    "note.bad_answer": "Jawaban model AI tidak cocok dengan kata-katamu; ini jawaban pembaca bawaan saya.",
    "note.budget": "Model AI tidak sampai ke hasil; ini jawaban pembaca bawaan saya.",
    "note.limit": "Jatah jawaban AI hari ini habis; ini jawaban pembaca bawaan saya.",
    "note.no_model": "Belum ada model AI yang disiapkan; ini jawaban pembaca bawaan saya.",
    "note.stopped": "Dihentikan; tidak ada yang berubah.",
    "note.again": "Bisa dikatakan dengan cara lain?",
    "note.refused": "Itu tidak tersedia.",
}
