"""English for what may happen: prices, volume, indicators, clocks, and what joins them."""

PHRASES: dict[str, str] = {
    "STILL": """
        still open | still holding | still holding it | im still in | still in | still in it | its still open |
        i still hold it | still not sold | hasnt sold | hasnt hit either | neither hits | nothing happens |
        neither is hit
    """,
    "WHEN": """
        otherwise if | otherwise when | or else if |
        if | when | whenever | soon as | every single time | the minute that | the moment that | if and when | once |
        wen | whn | as soon as | every time | everytime | each time | anytime | any time | in case | provided |
        provided that | the moment | the second | the minute | upon | assuming | supposing | given that |
        in the event | in the event that | wheneva | iff | on condition that | the next time | next time
    """,
    "ONLY_IF": """
        only if | only when | but only if | but only when | as long as | so long as | provided that | while | whilst |
        only buy if | only buy when | only once | just if | only do it if | only do it when | only do that if
    """,
    "UNTIL": """
        unless | during | until | till | except | except when | except if | but not if | but not when | not if |
        not when | without | excluding | ignoring | ignore | other than | before | instead of waiting
    """,
    "AND": "and | n | plus | as well as | while also | and also | & | + | but also | along with | together with",
    "OR": "or | or else | or if | or when | or once",
    "SO": "so | anyway | anyways | basically | therefore | hence | so basically | so yeah | so anyway",
    "THEN": "then | means | meaning | that means | == | = | and then | so then",
    "BOTH": """
        all of this is true | all of this | all of that | all this | all of the above |
        both | these line up | line up | all line up | lines up | align | these align | everything aligns |
        both are true | both of these | both of them | both conditions | all three | all of these | all of them |
        all are true | all conditions | at the same time | simultaneously | all true | all four | both happen |
        all of the following | both must be true | all must be true | everything lines up | all match | all of those |
        both of those | both at once
    """,
    "EITHER": """
        either | any one | one is enough | any one is enough | either is enough | any is enough | either works |
        any one works | just one of them | at least one of | whichever one | any of these | any of them |
        one of these | whichever comes first | whichever happens first | whichever is first | either one |
        any one of | either of | any of | any of the following | one of the following | either of these |
        either of them | whichever
    """,
    "DOWN": """
        ~drop | dip | dips | dipped | dipping | fall | falls | fell | fallen | falling | dumps | dumped | dumping |
        ~crash | ~tank | ~nuke | ~decline | ~decrease | lose | loses | lost | losing | go down | goes down |
        going down | gone down | went down | down | ~slip | sink | sinks | sank | sinking | sunk | slide | slides |
        slid | sliding | ~plunge | ~plummet | ~tumble | bleed | bleeds | bled | bleeding | ~retrace | pulls back |
        pull back | pulled back | pullback | pullbacks | sheds | shed | ~correct | correction | comes down |
        come down | came down | selloff | sell offs | sell off of | drawdown | in the red | goes lower | heads lower |
        moves down | move down | moves lower | is lower by | cheaper | dropps | goes south | ~collapse | ~crater |
        ~slump | weakens | dives | dive | nosedives | ~rug | comes off | downside | loss of value | backs off |
        eats shit | shits the bed | eats dirt | haircut | beating | takes a hit of | takes a dive of | shaves off |
        erodes | eases | softens | sags | dropoff | drop off | minus
    """,
    "UP": """
        run | runs | ran | running |
        rise | rises | rose | risen | rising | ~pump | go up | goes up | going up | gone up | went up | up | ~gain |
        ~climb | ~jump | ~surge | rally | rallies | rallied | rallying | ~moon | ~rip | ~pop | ~soar | ~increase |
        shoots up | shoot up | shot up | ~spike | takes off | take off of | ~rocket | ~skyrocket | ~bounce |
        ~recover | grow | grows | grew | grown | growing | ~appreciate | ~advance | runs up | ~explode |
        is higher by | goes higher | heads higher | moves up | move up | moves higher | in the green | ticks up |
        blows up | blasts off | comes up | picks up by | rebounds | rebound | breakout of | upside | swells | flies |
        flies up | pumpin | teleports | lifts off | bumps up | ive made | have made | i made | weve made | i make |
        im up | add on | strengthens | uptick | upmove | inflates
    """,
    "HALVE": """
        halves | halved | is cut in half | gets cut in half | cuts in half | loses half its value |
        loses half of its value | drops by half | drops half | falls by half | loses half | is halved | halving |
        cut in half
    """,
    "VOLUME": """
        volume | vol | volumes | trading volume | traded volume | trade volume | turnover | buy volume | volume spike
    """,
    "FACTOR": "a factor of | factor of | by a factor of",
    "PRICE": "price | prices | the price | price of | value | its price | worth of one | quote | rate | spot price",
    "RSI": "rsi | relative strength index | rsis",
    "MACD": "macd | macds",
    "SIGNAL_LINE": "signal line | its signal line | the signal line | signal",
    "MACD_LINE": "macd line | the macd line",
    "EMA": "ema | emas | exponential moving average | exponential moving averages | exponential ma",
    "SMA": """
        sma | smas | ma | mas | moving average | moving averages | simple moving average | simple moving averages |
        simple ma | day moving average | dma | average | day average | period average | averages
    """,
    "BOLLINGER": """
        bollinger | bollinger band | bollinger bands | bollingers | bb | bbs | bbands | bbnd | bollinger bnd | boll |
        bollies | bolinger | bolinger band
    """,
    "BAND": "band | bands",
    "UPPER": "upper | top | higher",
    "LOWER_BAND": "lower | bottom",
    "GOLDEN": "golden cross | golden crossover | golden x | goldencross",
    "DEATH": "death cross | death crossover | deathcross | dead cross | death x",
    "OVERSOLD": "oversold | over sold | oversold territory | oversold zone",
    "OVERBOUGHT": "overbought | over bought | overbought territory | overbought zone",
    "BULLISH": """
        bull | bullish | bullishly | positive | flips green | turns green | goes green | to the upside | upward |
        upwards | up cross
    """,
    "BEARISH": """
        bear | bearish | bearishly | negative | flips red | turns red | goes red | to the downside | downward |
        downwards | down cross
    """,
    "CROSS": """
        pierce | pierces | cross | crosses | crossed | crossing | crossover | crossovers | cross over of | flip |
        flips | flipped | turns | turn | x over
    """,
    "ABOVE": """
        from below | is at least | are at least | more expensive than | pricier than | dearer than | reclaims |
        reclaim | breaking | breaking above | breaking out above | retakes | regains | at or above | above | over |
        > | >= | ≥ | more than | greater than | higher than | exceeds | exceed | breaks above | breaks out above |
        tops | past | north of | at least | beyond | breaks | break | breaks over | breaks out over | breaks through |
        breaks past | crosses above | crosses over | cross above | cross over | crossing above | crossing over |
        crossed above | crossed over | back above | back over | clears | goes above | goes over | moves above |
        gets above | gets over | rises above | rises over | climbs above | climbs over | goes past | gets past |
        crosses past | bigger than | larger than | upwards of | no less than | not less than | exceeding | exceeded |
        crosses up through | surpasses | surpass | crosses back above | crosses back over | crosses up |
        crosses upwards | crosses upward | cross up | closes above | closes over | breaks out of | pokes above |
        or more than | and above | crosses to the upside | pops above | pops over | greater
    """,
    "BELOW": """
        from above | is at most | are at most | at or below | sub | below | under | < | <= | ≤ | less than |
        lower than | beneath | underneath | south of | at most | cheaper than | falls below | falls under |
        drops below | drops under | crosses below | crosses under | cross below | cross under | crossing below |
        crossing under | crossed below | crossed under | back below | back under | goes below | goes under |
        dips below | dips under | slips below | slips under | sinks below | sinks under | gets below | gets under |
        moves below | no more than | not more than | smaller than | breaks below | breaks under | loses the level of |
        breaks down below | crosses back below | crosses back under | crosses down through | crosses down |
        crosses downward | crosses downwards | cross down | closes below | closes under | breaks down through |
        fewer than | crosses to the downside | pokes below | crashes below | crashes under | tanks below |
        tanks under | nukes below | dumps below | dumps under | falls beneath
    """,
    "HITS": """
        pierces | pierce | penetrates | violates | hits | hit | hitting | reaches | reach | reached | reaching |
        gets to | get to | touches | touch | touching | trades at | is at | gets down to | goes to | tags | tag |
        tests | test | makes it to | approaches | gets back to | equals | meets | arrives at
    """,
    "AT": "at | @",
    "OR_LOWER": "or lower | or less | or below | or under | or cheaper | and below | or better",
    "OR_HIGHER": "or higher | or more | or above | or over | and up | or greater",
    "DOWN_TO": """
        drops to | falls to | dips to | goes down to | gets down to | comes down to | slides to | sinks to | down to |
        crashes to | dumps to | declines to | tanks to | retraces to | drop to | fall to | dip to | nukes to |
        pulls back to | gets as low as | as low as | falls down to | drops down to
    """,
    "UP_TO": """
        rises to | goes up to | climbs to | pumps to | rallies to | jumps to | rise to | surges to | climb to |
        gets up to | shoots up to | as high as | moons to | runs to | runs up to | soars to | increases to
    """,
    "EVERY": "every | each | per | once every | once per | once each | once in every | repeat every | every single",
    "CHART": """
        chart | charts | candle | candles | timeframe | tf | time frame | candlesticks | timeframes | bars |
        interval | basis | candlestick | graph
    """,
    "PERIODS": "period | periods | length | lookback",
    "STD": "std | stds | stdev | standard deviations | standard deviation | deviations | sigma | std dev | stddev",
    "SETTINGS": "settings | setting | parameters | params | configuration",
    "VAGUE": """
        hard | big | a lot | alot | massively | heavily | a bunch | significantly | sharply | crazy | huge |
        some day | enough | like crazy | badly | big time | a bit | a little | a ton | insanely | quite a bit |
        a decent amount | substantially | dramatically | noticeably | unusually high | high | unusual | unusually |
        abnormal | nicely | strong | strongly | drastically | like mad
    """,
    "TARGET_WORD": """
        my target | my price | my level | my entry price | a certain price | certain level | my number |
        a certain level | a good price | good price
    """,
    "UNSUPPORTED": """
        market cap | marketcap | mcap | mc | liquidity | holders | holder | whales | whale | open interest | oi |
        funding | funding rate | dominance | sentiment | tvl | news | tweet | tweets | tweeted | twitter |
        stochastic | stoch | stochrsi | stoch rsi | atr | ichimoku | cloud | vwap | adx | obv | mfi | cci |
        supertrend | fibonacci | fib | fibs | support | resistance | trendline | trend line | order book | orderbook |
        wick | doji | engulfing | hammer | head and shoulders | triangle | flag pattern | wedge | ath |
        all time high | all time highs | atl | all time low | all time lows | dev sells | dev wallet |
        fear and greed | gas | unlock | unlocks | listing | listed | listings | aroon | parabolic sar | psar |
        donchian | keltner | divergence | heikin ashi | renko | pivot | pivot point | social | mentions |
        google trends | supply | burn | burned supply | fdv | new high | new highs | new low | new lows |
        higher high | lower low | the top | the bottom | local top | local bottom | liquidations | whale buys |
        transactions | txns | trades per
    """,
    "SOME_DAY": """
        at some point | sometime | eventually | some day | someday | when the time is right | at the right time |
        when it looks good | at a good price | later | soon | when you think | one of these days | tomorrow |
        tonight | next week | when its time
    """,
}
