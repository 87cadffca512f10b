"""The sandbox refuses, shows and delivers what Telegram would."""
