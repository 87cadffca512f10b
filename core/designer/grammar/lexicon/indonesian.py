"""What Indonesian words and phrases mean to a trader."""

PHRASES: dict[str, str] = {
    "WHEN": "kalau | kalo | jika | bila | apabila | ketika | saat | pada saat | setiap kali | tiap kali | begitu | waktu",
    "ONLY_IF": "hanya jika | hanya kalau | asalkan | asal",
    "UNTIL": "kecuali | sampai | hingga",
    "AND": "dan | serta | dan juga",
    "OR": "atau",
    "THEN": "maka | lalu",
    "BUY": "beli | belikan | membeli | borong | serok | masuk ke",
    "PUT": "pakai | gunakan",
    "SELL": "jual | jualkan | menjual | lepas | keluar dari",
    "NOTIFY": """beri tahu saya | beritahu saya | beritahu aku | beritahu | kabari | kabari saya | kasih tahu | kasih tau | ingatkan | ingatkan saya |
        notifikasi | kirim notifikasi | peringatkan | kirim alert""",
    "DOWN": "turun | anjlok | jatuh | merosot | melemah | drop sebesar | koreksi | penurunan",
    "UP": "naik | melonjak | meningkat | menguat | terbang | kenaikan",
    "VOLUME": "volumenya | volume perdagangan",
    "PRICE": "harga | harganya",
    "ABOVE": "di atas | diatas | lebih dari | melebihi | melewati | menembus",
    "BELOW": "di bawah | dibawah | kurang dari",
    "HITS": "mencapai | menyentuh | sampai di",
    "DOWN_TO": "turun ke | jatuh ke",
    "UP_TO": "naik ke",
    "CASH": "uang | uang tunai | kas | saldo | modal | dana | portofolio | uang saya | saldo saya",
    "BAG": "posisi | kepemilikan | punya saya | milik saya",
    "SL": "batas rugi | batas kerugian",
    "TP": "ambil untung | ambil profit | target untung",
    "PROFIT": "untung | keuntungan | cuan",
    "LOSS": "rugi | kerugian",
    "EVERY": "setiap | tiap",
    "OVERSOLD": "jenuh jual",
    "OVERBOUGHT": "jenuh beli",
    "EDIT": "ubah | ganti | jadikan | ubah jadi | ganti jadi | ganti ke | ubah ke",
    "INSTEAD": "saja | aja",
    "REMOVE": "hapus | hilangkan | buang",
    "ADD": "tambah | tambahkan",
    "ALSO": "juga",
    "UNDO": "batalkan perubahan | kembalikan | urungkan",
    "DOLLAR": "dolar",
    "PERCENT": "persen",
    "GREETING": "halo | hai | selamat pagi | selamat siang | selamat malam",
    "THANKS": "terima kasih | makasih",
    "QUESTION": "apa itu | bagaimana | kenapa | apakah | gimana",
    "GUARANTEE": "pasti untung | dijamin untung | tanpa risiko",
}

VALUES: dict[str, dict[float | str, str]] = {
    "FRACTION": {50: "setengah | separuh | setengah dari", 25: "seperempat", 100: "semua | seluruh | semuanya | seluruhnya"},
    "TIMES": {2: "dua kali lipat | berlipat ganda | 2 kali lipat", 3: "tiga kali lipat"},
    "FREQ": {"1d": "setiap hari | tiap hari | harian", "1w": "setiap minggu | tiap minggu | mingguan", "1h": "setiap jam | tiap jam", "": "setiap bulan | tiap bulan | bulanan"},
    "WEEKDAY": {"mon": "senin", "tue": "selasa", "wed": "rabu", "thu": "kamis", "fri": "jumat", "sat": "sabtu"},
    "DUR": {"1d": "sehari", "1h": "sejam", "1w": "seminggu"},
    "UNIT": {"m": "menit", "h": "jam", "d": "hari", "w": "minggu", "M": "bulan"},
    "QUANTITY": {1: "satu", 2: "dua", 3: "tiga", 4: "empat", 5: "lima", 6: "enam", 7: "tujuh", 8: "delapan", 9: "sembilan", 10: "sepuluh"},
}

NOISE = """
tolong saya aku ku gue gw kamu yang dari dengan ke di itu ini nya sebesar sebanyak sekitar dong ya deh sih mau ingin selama terakhir untuk dalam
pada akan sudah grafik chart candle lebih sekali kali sebuah koin token bot strategi buat buatkan bisa mohon senilai seharga jadi terus
"""
