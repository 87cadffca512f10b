"""The AVE Cloud adapter: the real market behind `core.market.Market`, its pace, its budget, its risk reports."""
