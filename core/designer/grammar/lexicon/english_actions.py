"""English for what to do: buy, sell, tell, how much, and when to get out."""

PHRASES: dict[str, str] = {
    "BUY": """
        buyer | chase | chase it | load me up | load me up on | ~buy | ~acquire | ~procure | ~obtain | nab | nabs |
        hoover up | swoop in | pounce | pounce on | ~purchase | ~grab | ~scoop | scoop up | scoops up | pick up |
        picks up | ape | apes | ape in | ape into | aping | apes in | aped in | get me in | get in | get into |
        i want in | want in | enter | entering | enters | go long | going long | load up | load up on | ~accumulate |
        ~stack | ~dca | dca into | ~invest | ~allocate | ~snag | cop | yolo | be bought | get me some | get some |
        should be bought | is bought | fill my bag | fill my bags | get me | ~spend | ~deploy | buy in | buy into |
        buy me | pick me up | ladder into | ladder in | ladder into it | bid | open a position | open a long |
        take a position | open a position in | go in |
        jump in | hop in | yolo into | snap up | market buy | place a buy order | place a buy | put in a buy order |
        long | aped | get us in | purchase order | buy order | buyin | take a long | add to my position |
        add to the position | add to my bag | top up | dollar cost average | dollar cost average into | get me into |
        get long | hop into | jump into | i buy | buy up | im in | count me in | im buying | you bought |
        sign me up for | reinvest | averaging into | average into | average in
    """,
    "AT_RISK": """
        never risk more than | not risk more than | dont risk more than | risk less than |
        dont let me lose more than | never lose more than | dont lose more than | i dont want to lose more than |
        not lose more than | i can stomach | stomach | i can tolerate | tolerate | willing to lose | afford to lose |
        ok with losing | fine with losing | happy to lose | can handle | risk no more than | risk at most | risk max |
        risking | max risk | risk only up to | risk up to | risk
    """,
    "OUT": "out",
    "GET": "get | gets | i want | id love | i would love | id like | i would like | ill take | i need",
    "PUT": "put | ~slap | sling | ~throw | toss | ~chuck | ~stick | use | using | commit | risk only | place",
    "SELL": """
        id like out of | i want out | i want out of | want out of | want out | id like out | let it go | let them go |
        let go of | part with | ~sell | get rid of | ~offload | ~unload | ~liquidate | exit | exits | exiting |
        exited | get out | get me out | gets me out | get out of | get me out of | bail | bails | bail out |
        bail out of | cash out | cash me out | cash out of | be sold | should be sold | is sold | gets sold |
        get sold | should sell | ~ditch | ~trim | pull out | scale out | out of my position | close out |
        closing out | close my position | close the position | close position | close it | close everything |
        close all | close the trade | market sell | place a sell order | place a sell | sell off | sells off |
        sold off | sell out | sell order | unwind | reduce my position | take some off | take it off |
        take it all off | take off | lighten up | kick me out | im out | dump it | dump everything | dump all |
        dump my | dump the | sellin | i sell | you sold | im selling | dispose of | pull the plug | abandon ship |
        get us out | close my bag | dumping my | dump this | flatten
    """,
    "ALL_IN": """
        all in | going all in | go all in | full port | all out on | bet the farm | goes all in | going all in on |
        all in on | go all out | everything in | full send
    """,
    "CUT": """
        cut it | cut | stop me out | stop out | stopped out | ~cutting losses
    """,
    "CLOSE_OUT": "close | closes | ~closing",
    "DUMP": "dump",
    "NOTIFY": """
        ~alert | ~ping | ~notify | alert | alerts | alert me | alerted | notify | notify me | notifies | notified |
        notification | notifications | ping | pings | ping me | tell me | let me know | lmk | give me a heads up |
        heads up | a heads up | message me | text me | warn me | warn | buzz me | remind me | dm me | signal me |
        poke me | hit me up | inform me | holler | give me a shout | give me a ping | give me a nudge |
        give me a buzz | give me a holler | give me a call | shout at me | set an alarm | alarm | alarms |
        set a reminder | give me a notification | shout | send me a message | send a message | send me an alert |
        send an alert | send me a ping | send a ping | send a notification | send me a notification | send me a push |
        a push | msg me | msg | pm me | email me | call me | push me | get a notification | get an alert |
        wake me up | nudge me | push notification | send a push | keep me posted | i want to know | wanna know |
        i need to know | want an alert | want a ping | let us know | give me an alert | set an alert |
        set up an alert | price alert | be told | id like to know | like to know | love to know | be notified |
        be alerted | be informed | be pinged | be warned | beep me | shoot me a message | drop me a message |
        drop me a line | send me a heads up | i wanna know | bark at me | yell at me | yell | scream at me
    """,
    "LOG": """
        note it down | note down | note that down | write that down |
        log it | log | just log | just log it | log that | record it | make a note | note it | write it down |
        record | only log | only log it | log a signal | log this | logged | keep a log
    """,
    "NO_PUSH": """
        no push | dont notify | dont notify me | do not notify | do not notify me | dont ping me | do not ping me |
        no notification | no notifications | silently | without a push | without notifying me |
        without a notification | without pinging me | dont push | no ping | no pings | no alert | no alerts |
        dont alert me | do not alert me | quietly | no need to ping me | no need to notify me
    """,
    "NO_TRADE": """
        dont need a trade | dont need to trade | dont want to trade | i dont want to trade | i dont need a trade |
        no need to trade | no trade needed | dont trade | buy nothing | sell nothing | do not trade |
        dont trade anything | no trade | no trades | no trading | dont buy anything | dont buy or sell |
        dont sell anything | no buying | without trading | dont do anything else | no orders | dont buy | do not buy |
        dont touch anything | dont sell | do not sell | never buy | never sell | dont purchase | no buy | no sell |
        stop buying | stop selling | not buy | not sell
    """,
    "SL": """
        stop loss | stoploss | stop losses | sl | hard stop loss | hard stop | s / l | stop | stops | sl at |
        stop limit | protective stop | stop loss order | safety stop | my stop | downside stop | loss limit |
        max loss | maximum loss | stop loss level
    """,
    "TP": """
        take profit | take profits | takeprofit | tp | profit target | t / p | target | tp at | taking profit |
        taking profits | take my profit | take my profits | take profit order | profit taking | taking gains |
        take gains | lock in profit | lock in profits | lock in gains | secure profit | secure profits |
        secure gains | take the money | pay me | pay me out | take my money | takes profit | take the profit |
        bank profit | bank profits | bank gains | price target | profit goal
    """,
    "TRAIL": """
        trailing stop | trailing stop loss | trailing | trail | trailing sl | tsl | ts | trailing stoploss |
        trail stop | trailing stops | trail my stop | trail the stop | trail a stop | trails | moving stop |
        trail it | trailing stop at
    """,
    "HOLD_MAX": """
        max hold | maximum hold | out after | out in | hold no longer than | dont hold longer than |
        dont hold it longer than | hold at most | hold it at most | hold for at most | hold it for at most |
        never hold longer than | hold max | hold for max | hold it for max | dont hold it for more than |
        max holding time | dont hold for more than | hold no more than | do not hold longer than |
        do not hold it longer than | dont hold for longer than | dont keep it longer than |
        dont hold it for longer than | dont hold more than | hold time | holding period | holding time |
        max holding period | maximum holding time | hold for no more than | hold for no longer than |
        hold it for no more than | hold it no longer than | time stop | time limit | hold for a maximum of |
        hold it for a maximum of | hold a maximum of | never hold for more than | never hold it for more than |
        never hold it longer than | hold up to | hold for up to | hold it for up to | dont hold past | max hold time |
        keep it for max | keep it at most | dont hold any longer than | do not hold it for more than |
        do not hold for more than | dont keep it for more than | hold not more than | maximum hold time |
        maximum holding period | hold for a max of | hold it for a max of | max time in trade | time exit |
        time based exit | hold limit
    """,
    "AFTER": """
        after | after holding for | after holding it for | after max | once ive held it for | after at most |
        after a max of | after about | after no more than
    """,
    "ENTRIES": """
        entries | entry | max entries | positions | open entries | entries open | buys open | open buys |
        open positions | entries at once | entries at a time | buys at once | positions at once | positions open |
        entries open at once | entries max | buys at a time | open entries at once | open positions at once |
        positions at a time | max buys | maximum entries | max positions | times max | buys max | buys total |
        entries total | buys in total | entries in total | entries per position | max_entries | positions max
    """,
    "UP_TO_COUNT": """
        up to | at most | max | maximum | maximum of | max of | no more than | only | not more than | a maximum of |
        a max of | cap it at | limit to | limit it to | limit
    """,
    "PROFIT": """
        profit | profits | im in profit | im in the money | im in the green | in profit | in the money | gain on it |
        of profit | proft | roi | return | in profits | profitable by | profit on it | profit on the trade |
        unrealized profit | up on the trade | up on it | into profit | green | ahead | better than my entry |
        above my entry | over my entry | above entry | over entry | above my buy price | above what i paid |
        over my buy price | above the entry | above my entry price | above entry price
    """,
    "LOSS": """
        loss | losses | in loss | red | at a loss | underwater | below my entry | under my entry | below entry |
        under entry | below my buy price | below what i paid | under water | in the hole | behind | below the entry |
        below my entry price | below entry price | under my buy price | against me
    """,
    "POSITION": """
        after i buy | after i bought | since i bought | from my buy | from where i bought | from what i paid |
        position | my position | the position | the trade | my trade | trade | my entry | open position
    """,
    "CASH": """
        cash pile | pile of cash | cash stack | war chest |
        cash | balance | portfolio | account | capital | wallet | funds | bankroll | stack of cash | available cash |
        available balance | stack | money | net worth | buying power | savings | account balance | free cash |
        budget | allocation | dry powder | total cash | port | equity | pot | usd balance | usdt balance |
        available funds | cash balance | trading balance | available capital
    """,
    "BAG": """
        bag | bags | holdings | holding | stash | tokens | coins | of it | of them | of my position |
        of the position | of what i hold | of what i have | of what i own | of my holdings | of the bag | of my bag |
        of my stack | of that | of mine | what i hold | what i own | what ive got
    """,
    "SIZE": """
        size | amount | position size | buy size | order size | trade size | qty | quantity | bet size | stake |
        buy amount | bet | sizing | sell size | sell amount | order amount | sell quantity
    """,
    "WORTH": "worth | worth of",
    "INTO": "into | in to",
    "THE_REST": """
        the rest | rest | remaining | the remaining | remainder | the remainder | what is left | whats left |
        the other half | other half | whatever is left | whatevers left | everything else | the last half
    """,
    "HOLD_ACTION": """
        keep it for | keep them for | stay in for | stay in it for | hang on to it for | hold | just hold |
        keep holding | hold tight | stay put | do nothing | hodl | sit tight
    """,
    "SOMETHING": """
        do something | do something about it | do your thing | act | take action | react | handle it | make a move |
        do it | trade | trade it | do stuff
    """,
    "NOW": """
        now | right now | immediately | asap | at market | right away | instantly | straight away | today |
        at market price | this instant
    """,
    "MORE": "another | an additional | a further | one more | additional | further | an extra",
    "TAKE": "take | takes | taking",
}
