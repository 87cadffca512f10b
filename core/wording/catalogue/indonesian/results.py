"""Backtests in words: captions, details, doubts, pictures on request."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "period.7d": "7 hari",
    "period.30d": "30 hari",
    "period.90d": "90 hari",
    "period.1y": "1 tahun",
    "period.unknown": "periode itu",
    "status.running": "masih berjalan",
    "status.completed": "selesai",
    "status.failed": "gagal",
    "status.stopped": "dihentikan",
    "status.interrupted": "terputus",
    "backtest.choose_period": "📈 Backtest <b>{bot}</b> untuk berapa lama?",
    "backtest.running": "⏳ Menguji <b>{bot}</b> selama {period} terakhir…",
    "backtest.none": "<b>{bot}</b> belum punya backtest.",
    "backtest.list": "<b>{bot}</b> · backtest, terbaru dulu. Ketuk untuk melihatnya lagi.",
    "backtest.not_completed": "Backtest <b>{bot}</b> ini {status}; tidak ada hasilnya.",
    "backtest.interrupted": (
        "⚠️ Saya dimulai ulang saat <b>{bot}</b> sedang diuji selama {period}. Pengujian itu hilang; strategimu tidak."
    ),
    "backtest.stopped": "⏹ Dihentikan. Backtest <b>{bot}</b> dibatalkan; strateginya tidak berubah.",
    "backtest.failed": "Backtest tidak selesai. {reason}",
    "trades": {"other": "{n} transaksi"},
    "caption.returns": "<b>{total}</b> · buy &amp; hold {hold}",
    "caption.drawdown": "Drawdown maks {drawdown} · {trades}",
    "caption.no_trades": "tidak ada transaksi",
    "caption.win_rate": "win rate {win_rate} · {trades}",
    "caption.few": "⚠️ Terlalu sedikit untuk dinilai: hanya {trades}, perlu {needed}.",
    "caption.warm_up": "⚠️ Indikatornya perlu {length} candle dulu: pilih periode yang lebih panjang.",
    "caption.never": "⚠️ Aturannya tidak pernah menghasilkan transaksi di periode ini.",
    "basis": (
        "{start} – {end}, candle {candle}, modal {cash}, biaya {fee} % + slippage {slippage} % per sisi, "
        "eksekusi di harga buka berikutnya"
    ),
    "details.title": "<b>{bot}</b> · rincian",
    "details.doubts": "Bisa dipercaya?",
    # Rows of the table: at most 15 columns
    "metric.total_return": "Total return",
    "metric.buy_and_hold_return": "Buy & hold",
    "metric.final_equity": "Ekuitas akhir",
    "metric.max_drawdown": "Drawdown maks",
    "metric.buy_and_hold_max_drawdown": "Drawdown B&H",
    "metric.total_trades": "Transaksi",
    "metric.win_rate": "Win rate",
    "metric.profit_factor": "Profit factor",
    "metric.expectancy": "Ekspektasi",
    "metric.best_trade": "Terbaik",
    "metric.worst_trade": "Terburuk",
    "metric.avg_hold_seconds": "Lama rata-rata",
    "metric.exposure": "Eksposur",
    "metric.sharpe_ratio": "Sharpe",
    "metric.sortino_ratio": "Sortino",
    "metric.calmar_ratio": "Calmar",
    "metric.cagr": "CAGR",
    "metric.fees_paid": "Biaya dibayar",
    "metric.buy_signals": "Sinyal beli",
    "metric.sell_signals": "Sinyal jual",
    "why": "{metric}: {reason}",
    "why.and": "; {more}",
    "why.no_closed": "tidak ada transaksi yang ditutup",
    "why.no_losses": "tidak ada transaksi rugi",
    "why.few_days": "kurang dari 30 hari",
    "why.short": "kurang dari 90 hari",
    "why.no_move": "ekuitas tidak berubah dari hari ke hari",
    "why.no_bad_day": "tidak ada hari rugi",
    "why.no_drawdown": "tidak ada drawdown",
    # Honesty
    "luck.none": "Tidak ada transaksi, jadi tidak ada yang bisa dibedakan dari keberuntungan.",
    "luck.no_draw": "Tak satu pun dari {draws} pengujian dengan entri acak sebaik ini",
    "luck.draws": "Entri acak sama baiknya dalam {share} percobaan",
    "luck.few": "Terlalu sedikit untuk dinilai: hanya {trades}, perlu {needed}. {said}.",
    "luck.worse": "{said}: kebetulan saja lebih baik.",
    "luck.hard": "{said}: sulit dijelaskan dengan keberuntungan.",
    "luck.could": "{said}: bisa jadi keberuntungan.",
    "luck.looks": "{said}: ini tampak seperti keberuntungan.",
    "holding.same": "Sama dengan hold: {run} banding {hold}, penurunan terdalam {fall} banding {hold_fall}.",
    "holding.lost_less": (
        "Rugi lebih kecil dari hold: {run} banding {hold}, penurunan terdalam {fall} banding {hold_fall}."
    ),
    "holding.lost_more": (
        "Rugi lebih besar dari hold: {run} banding {hold}, penurunan terdalam {fall} banding {hold_fall}."
    ),
    "holding.beat": "Mengalahkan hold: {run} banding {hold}, penurunan terdalam {fall} banding {hold_fall}.",
    "holding.not_beat": "Tidak mengalahkan hold: {run} banding {hold}, penurunan terdalam {fall} banding {hold_fall}.",
    "halves.none": "Satu candle tidak bisa dibagi dua.",
    "halves": "70 % pertama: {first} dari {first_trades}; 30 % terakhir: {last} dari {last_trades}.",
    "halves.faded": (
        "70 % pertama: {first} dari {first_trades}; 30 % terakhir: {last} dari {last_trades}. "
        "Yang berhasil di awal tidak bertahan."
    ),
    "break_even.no_fills": "Tidak ada yang dibeli, jadi biaya tidak berpengaruh.",
    "break_even.loses": "Tetap rugi walau tanpa biaya sama sekali.",
    "break_even.never": "Tetap untung walau tiap sisi berbiaya 10 %.",
    "break_even.more": "Untungnya habis pada {bps} bps per sisi, lebih dari yang dibayar ({paid} bps).",
    "break_even.less": "Untungnya habis pada {bps} bps per sisi, kurang dari yang dibayar ({paid} bps).",
    "attempts.first": "Percobaan {nth} kamu di token ini.",
    "attempts.few": (
        "Percobaan {nth} kamu di token ini; keberuntungan tidak bisa diukur: "
        "kurang dari dua percobaan punya rasio Sharpe."
    ),
    "attempts.alike": (
        "Percobaan {nth} kamu di token ini; keberuntungan tidak bisa diukur: "
        "semua percobaan punya rasio Sharpe yang sama."
    ),
    "attempts.no_sharpe": (
        "Percobaan {nth} kamu di token ini; Sharpe terbaik karena keberuntungan ≈ {best}, punyamu tidak bisa diukur."
    ),
    "attempts": (
        "Percobaan {nth} kamu di token ini; Sharpe terbaik karena keberuntungan ≈ {best}, punyamu {sharpe} "
        "(peluang {chance} bahwa ini lebih dari keberuntungan)."
    ),
    "look_ahead.none": "Cek data masa depan: candle terlalu sedikit untuk memotong riwayat.",
    "look_ahead.clean": "Cek data masa depan lolos: {checked} riwayat terpotong memberi sinyal yang sama.",
    "look_ahead.wrong": (
        "Cek data masa depan gagal: {wrong} dari {checked} riwayat terpotong memberi sinyal lain. "
        "Jangan percayai hasil ini."
    ),
    # What an edit changes
    "behaviour": "<b>Pada backtest terakhirmu</b> ({period}) perubahan ini berarti: {words}.",
    "behaviour.nothing": "transaksi yang sama, hasil yang sama",
    "behaviour.same_trades": "transaksi yang sama",
    "behaviour.moved": {"other": "{n} transaksi berakhir lain"},
    "behaviour.return": "return {points}",
    "behaviour.drawdown": "drawdown {points}",
    # More pictures
    "pictures.which": "🖼 <b>{bot}</b> · grafik yang mana?",
    "pictures.which_trade": "🔎 <b>{bot}</b> · transaksi yang mana?",
    "pictures.page": "(halaman {page} dari {pages})",
    "picture.luck": "Keberuntungan",
    "picture.months": "Bulanan",
    "picture.results": "Hasil transaksi",
    "pictures.trade": "transaksi {number}",
    "pictures.note": "biaya {fee} % · slippage {slippage} % per sisi · eksekusi di harga buka berikutnya",
}
