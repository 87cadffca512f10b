"""Strategies that run live on paper: started, paused, ticked from candle to candle, told, compared with a backtest."""
