"""Greeting, help, bots, versions, questions of menus, apologies, buttons and toasts."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    # Welcome and help
    "welcome": (
        "👋 Hai {name}! Ceritakan ide trading dengan kata-katamu sendiri, saya ubah jadi strategi, "
        "saya uji dengan jujur pada candle masa lalu, biaya sudah dihitung, lalu saya tunjukkan grafiknya.\n\n"
        "Ketuk salah satu contoh, atau tulis kalimatmu sendiri."
    ),
    "welcome.demo": "<i>Harga di sini {market}: buatan, selalu sama, cocok untuk belajar.</i>",
    "example.1.label": "🐸 PEPE turun",
    "example.1.says": "beli PEPE kalau turun 5% dalam 1 jam, stop loss 3%, take profit 10%",
    "example.2.label": "🔊 Volume WIF",
    "example.2.says": "beli WIF dengan 20% kalau volume naik 200% dalam 1 jam, stop loss 4%, take profit 12%",
    "example.3.label": "🚀 DOGE naik",
    "example.3.says": "beli DOGE kalau naik 4% dalam 4 jam, stop loss 3%, take profit 8%",
    "help.understand": (
        "<b>Yang saya mengerti</b>\n"
        "• kondisi: turun atau naik X% dalam kurun waktu, lonjakan volume, harga di atas atau di bawah, RSI, "
        "rata-rata, MACD, Bollinger band, jadwal\n"
        "• aksi: beli atau jual sebagian atau senilai dolar, atau cukup beri tahu\n"
        "• risiko: stop loss, take profit, trailing stop, lama posisi maksimal\n"
        "• perubahan: “ubah jadi 7%”, “tambahkan stop loss 4%”, “ganti ke DOGE”, “urungkan”"
    ),
    "help.commands": "<b>Perintah</b>",
    "help.counts": (
        "<b>Cara backtest menghitung</b>\n"
        "Aturan yang terpenuhi saat candle ditutup dieksekusi di harga buka candle berikutnya. Biaya 0.3% dan slippage "
        "0.1% di tiap sisi. Kalau satu candle menyentuh stop dan target, stop dianggap kena lebih dulu."
    ),
    "help.market": "Pasar: {market}.",
    "help.offline": "Kalimat dibaca offline, tanpa model AI.",
    "market.demo": "data demo",
    # Commands: at most 60 characters
    "command.start": "Lihat langkah pertama",
    "command.bots": "Ganti, buat, ubah nama, atau hapus bot",
    "command.new": "Buat bot baru",
    "command.strategy": "Lihat strategi bot ini",
    "command.history": "Lihat dan pulihkan versi sebelumnya",
    "command.backtest": "Uji pada candle masa lalu",
    "command.backtests": "Lihat backtest sebelumnya",
    "command.stop": "Hentikan yang berjalan, batalkan pertanyaan",
    "command.usage": "Lihat pemakaian model AI",
    "command.language": "Pilih bahasa",
    "command.help": "Lihat apa yang bisa saya lakukan",
    "about.short": "Sebutkan ide trading, lihat backtest yang jujur, pantau langsung tanpa uang sungguhan.",
    "about.long": (
        "Ceritakan ide trading dengan kata-katamu sendiri. Saya tunjukkan apa yang saya pahami, saya uji pada candle "
        "masa lalu lengkap dengan biaya, dan saya gambarkan grafiknya. Ketuk Mulai."
    ),
    "language.choose": "🌐 Saya bicara dalam bahasa apa?",
    "language.chosen": "🌐 Mulai sekarang saya pakai bahasa Indonesia. Kamu boleh menulis dalam keempat bahasa ini.",
    # Bots
    "bots.none": "<b>Bot kamu</b>\nBelum ada. Tulis ide trading dan saya buatkan, atau ketuk Bot baru.",
    "bots.title": "<b>Bot kamu ({number} dari {limit})</b>",
    "bots.hint": "<i>Yang kamu tulis masuk ke bot bertanda ✅.</i>",
    "bot.proposal": "ada usulan yang belum disimpan",
    "bot.saved": "strategi tersimpan",
    "bot.empty": "belum ada strategi",
    "bot.new": "🆕 <b>{bot}</b> siap dan terpilih. Beri tahu tugasnya, misalnya:\n<i>{example}</i>",
    "bot.ask_name": "Mau dinamai apa <b>{bot}</b>? Tulis nama barunya (paling banyak {most} karakter), atau /stop.",
    "bot.renamed": "Nama diganti. Bot ini sekarang <b>{bot}</b>.",
    "bot.bad_name": "Nama perlu 1 sampai {most} karakter yang terlihat. Tulis yang lain, atau /stop.",
    "bot.delete": "Hapus <b>{bot}</b> selamanya? Strategi, percakapan, dan backtest-nya ikut terhapus.",
    "bot.delete_untested": (
        "Hapus <b>{bot}</b> selamanya? Strategi dan percakapannya ikut terhapus; belum ada backtest."
    ),
    "bot.deleted": "🗑 <b>{bot}</b> sudah dihapus.",
    "bot.first_name": "Bot saya",
    "bot.next_name": "Bot {number}",
    # Proposals
    "proposal.heading": "📝 <b>{bot}</b> · <i>usulan, belum disimpan</i>",
    "saved.heading": "🤖 <b>{bot}</b> · <i>tersimpan</i>",
    "saved": "✅ Tersimpan di <b>{bot}</b>. Lihat bagaimana hasilnya dulu:",
    "discarded": "Dibuang. Strategi yang tersimpan tetap seperti semula.",
    "discarded.empty": "Dibuang. Sekarang belum ada strategi.",
    "how_to_change": (
        "Sebutkan saja apa yang perlu diubah: “ubah jadi 7%”, “15 menit saja”, "
        "“tambahkan stop loss 4%”, “hapus take profit-nya”, “ganti ke DOGE”."
    ),
    "no_strategy": "<b>{bot}</b> belum punya strategi tersimpan. Sebutkan satu dalam kalimat, lalu ketuk Simpan.",
    # Versions
    "versions.none": "<b>{bot}</b> belum punya versi: setiap kali disimpan, satu versi dibuat.",
    "versions.title": "🕘 <b>{bot}</b> · versi, terbaru dulu",
    "versions.version": "<b>Versi {number}</b> · {moment} UTC",
    "versions.in_use": "<i>dipakai</i>",
    "versions.more": "<i>dan {number} lagi</i>",
    "versions.restored": "↩️ <b>{bot}</b> kembali seperti di versi {number}. Lihat bagaimana hasilnya dulu:",
    # What cannot be read, and what goes wrong
    "only_text": "Saya hanya bisa membaca teks. Tulis idemu dalam satu kalimat, misalnya: <i>{example}</i>",
    "too_long": (
        "Pesan itu {length} karakter; saya membaca paling banyak {most}. Tidak ada yang berubah: tulis lebih singkat."
    ),
    "nothing_to_read": "Saya tidak menemukan kata di situ. Tulis idemu dalam satu kalimat, misalnya: <i>{example}</i>",
    "stopped.run": "⏹ Dihentikan. Backtest dibatalkan; strategimu tidak berubah.",
    "stopped.question": "Pertanyaan dibatalkan.",
    "stopped.nothing": "Tidak ada yang sedang berjalan.",
    "sorry.not_found": "Itu sudah tidak ada di sini. Bot kamu: /bots",
    "sorry.bots_limit": (
        "Kamu sudah punya {limit} bot, itu batasnya. "
        "Hapus atau ubah nama salah satu di /bots, lalu coba lagi. Tidak ada yang berubah."
    ),
    "sorry.draft": "Usulan itu sudah disimpan, dibuang, atau diganti. Keadaannya sekarang:",
    "sorry.running": "Backtest bot ini sedang berjalan. Tunggu sampai selesai, atau hentikan dengan /stop.",
    "sorry.invalid": (
        "Strategi ini tidak bisa dijalankan begitu saja:\n{problems}\n"
        "Tidak ada yang berubah: sebutkan apa yang perlu diganti."
    ),
    "sorry.token": "Pasar tidak mengenal <b>{token}</b>. Pilih token lain: “ganti ke PEPE”.",
    "sorry.token_on": "Pasar tidak mengenal <b>{token}</b> di {chain}. Pilih token lain: “ganti ke PEPE”.",
    "sorry.no_history": "Tidak ada candle <b>{token}</b> untuk periode itu. Coba yang lebih pendek atau lebih baru.",
    "sorry.market": "Pasar tidak menjawab dengan benar. Tidak ada yang berubah; coba lagi sebentar lagi.",
    "sorry.store": (
        "Barusan saya tidak bisa menyimpannya (database sibuk atau penuh). Tidak ada yang berubah; coba lagi."
    ),
    "sorry": "Tidak berhasil. Tidak ada yang berubah; coba lagi.",
    "failure": "Ada yang salah di pihak kami (error <b>{code}</b>). Tidak ada yang berubah. Coba lagi, atau /start.",
    "updated": "<i>Diperbarui {time} UTC</i>",
    # Toasts: at most 200 characters
    "toast.old_menu": "Menu ini sudah lama, ini yang baru.",
    "toast.still_at_it": "Masih dikerjakan, sebentar.",
    "toast.saved": "Tersimpan",
    "toast.discarded": "Dibuang",
    "toast.selected": "{bot} terpilih",
    "toast.deleted": "Terhapus",
    "toast.restored": "Versi {number} kembali dipakai",
    "toast.stopping": "Menghentikan…",
    "toast.runs_no_more": "Sudah tidak berjalan.",
    "toast.no_trades": "Tidak ada transaksi di sini.",
    # Buttons: at most 22 characters, 18 where two share a row
    "button.back_to_bots": "« Bot",
    "button.back": "« Kembali",
    "button.my_bots": "🤖 Bot saya",
    "button.help": "❓ Bantuan",
    "button.first_steps": "🏠 Langkah awal",
    "button.new_bot": "➕ Bot baru",
    "button.save": "✅ Simpan",
    "button.change": "✏️ Ubah",
    "button.discard": "Buang",
    "button.backtest_30d": "📈 Backtest 30 hari",
    "button.7d": "7 hari",
    "button.90d": "90 hari",
    "button.1y": "1 tahun",
    "button.backtest": "📈 Backtest",
    "button.backtests": "🕘 Backtest lama",
    "button.versions": "↩️ Versi",
    "button.say_change": "💬 Ubah",
    "button.rename": "✏️ Ganti nama",
    "button.delete": "🗑 Hapus",
    "button.really_delete": "🗑 Ya, hapus",
    "button.keep": "Jangan",
    "button.restore": "↩️ Pulihkan {number}",
    "button.stop": "⏹ Hentikan",
    "button.run_again": "🔁 Ulangi",
    "button.trades_csv": "📄 CSV transaksi",
    "button.details": "🔍 Rincian",
    "button.pictures": "🖼 Grafik",
    "button.one_trade": "🔎 Transaksi",
    "button.earlier": "🕘 Sebelumnya",
    "button.newer": "« Lebih baru",
    "button.older": "Lebih lama »",
    "button.picture_luck": "🎲 Keberuntungan",
    "button.picture_months": "🗓 Bulanan",
    "button.picture_results": "📊 Hasil transaksi",
}
