"""English for how something is meant: edits, removals, questions, stories, chatter, refusals."""

PHRASES: dict[str, str] = {
    "RESTRICTS": """
        otherwise | or else |
        wait for | wait until | wait till | but wait | wait at least | cancel if | cancel the order | cancel after |
        cancel orders | skip the | skip every | cooldown | cool down | depends on | depending on | based on |
        according to | the proceeds | proceeds | in total | minimum | at intervals | kill the order | time between |
        between buys | between trades | between orders | in a row | consecutive | consecutively
    """,
    "KEEP": "keep | leave | reserve | hold back",
    "VERSUS": "compared to | compared with | relative to | versus | vs | against",
    "ONLY_AT": "only on | only at | only in | only during | just on | only between",
    "WIN_RATE": "win rate | winrate | success rate | hit rate | accuracy",
    "NOISE": """
        that 's all | that 's all for today | that 's all for now | thats all | thats all for today |
        thats all for now | that is all | for today | for now | protect profits | protect my profits |
        protect the profits | protect gains | protect my gains | alarm clock | when that happens | if that happens |
        when it happens | when this happens | once that happens | if it happens | when it does | if it does | if so |
        when so | whenever that happens | every time that happens | if possible | when possible | if you can |
        if u can | if you dont mind | if thats ok | if thats okay | if thats cool | if thats possible | when you can |
        when u can | if that makes sense | if you want | if that works | if it works | if you please | if its ok |
        if thats alright | if thats fine | if ok | if okay | off the table | no questions asked | no questions |
        no cap | no joke | no problem | no need | no rush | no worries | no bs | no doubt | not gonna lie |
        not going to lie | not kidding | no kidding | no biggie | no hurry | no idea | why not | if not already |
        in the course of | over the course of | at the latest | to work | a pop | a piece | a shot | per trade |
        per buy
    """,
    "OTHER": "other | second | 2nd | alternate",
    "EDIT": """
        increase to | increase the | increase it to | decrease to | decrease the | decrease it to | lower to |
        reduce to | raise to |
        make | change | set | bump | ~adjust | ~update | raise | lower | ~tweak | ~edit | ~modify | move | ~switch |
        swap | replace | ~turn | cut down | reduce | increase it | tighten | loosen | widen | make it | make that |
        make the | lets do | lets make | lets go with | go with | lets say | bump up | bring | push the | dial |
        too much | too high | too low | too small | too big | too long | too short | crank up | crank | make them |
        change it | set it | set the | change the | rather | drop it down to | put it at | change that | make this |
        change this | id like it at | turn up | turn down
    """,
    "INSTEAD": "instead | instead of | rather than | in place of",
    "ACTUALLY": """
        actually | i meant | i mean | meant | sorry i meant | correction | scratch that | wait | no wait | oops |
        whoops | on second thought | nvm | nevermind | never mind | hmm | hm | sorry | my bad | my mistake | i said |
        typo | should be | should have been | hold on | changed my mind | i changed my mind | rather
    """,
    "ADD": """
        add | ~include | attach | throw in | append | put in | insert | want also | stick in | slap on | give it |
        set up | tack on
    """,
    "REMOVE": """
        remove | removes | delete | no need for | no need for the | dont need the | no longer need | scrap |
        scratch | get rid of | cancel | ditch | kill | take out | take off |
        drop | clear | erase | forget | forget about | lose | no more | dont want | dont need | i dont want |
        i dont need | without | turn off | disable | skip | strip | take away | nix | axe | stop using | leave out |
        do not use | dont use | eliminate | discard | no longer want | chuck out | get rid of the | do away with
    """,
    "NO": "no | not | dont | do not | never | cant | wont | isnt | doesnt | arent | without any | none | nope | nah",
    "SAME": """
        the same | same | the same thing | same thing | the same strategy | same strategy | the same rule | same for
    """,
    "ALSO": """
        also | too | as well | additionally | in addition | on top | on top of that | furthermore | besides |
        another one | again | still
    """,
    "RULE": """
        rule | rules | part | leg | side | order | trigger | condition | conditions | requirement | thing | bit |
        filter | criteria
    """,
    "UNDO": """
        add it back | bring it back | bring that back | put it back in | undo | undo that | undo it | undo this |
        revert | revert that | roll back | rollback | go back | put it back | change it back | take that back |
        undo last | undo the last change | undo last change | undo that last change | undo the last one |
        back to before | as it was | how it was | take it back | restore | the way it was | revert it |
        back to the previous | back to previous | previous version | put that back | change that back | go back one |
        undo my last change
    """,
    "RESET": """
        new plan | forget the old one | scrap the old one | drop the old one | forget the last one | start over |
        start from scratch | forget everything | new strategy | from scratch | clear everything | start again |
        start fresh | reset | scrap everything | delete everything | fresh start | scrap it all
    """,
    "THRESHOLD": "threshold | trigger level | percentage | percent level | level | limit price | trigger price",
    "TIMEFRAME": """
        timeframe | time frame | time window | window | lookback window | time period | time span | duration
    """,
    "FREQUENCY": "frequency | how often",
    "DIRECTION": "direction | way around | other way around | other way round | opposite | reverse | other way",
    "SHORT": """
        short | shorts | shorting | short sell | short selling | short it | go short | going short | shorted |
        open a short | sell short | naked short | bet against
    """,
    "LEVERAGE": """
        lever | lever up | levering up | levered up | with leverage | on leverage | leverage | leveraged | levered |
        margin | on margin | lev | futures | perps | perp | perpetual | perpetuals | borrow | borrowed | borrowing |
        loan | options | call option | put option | calls | puts | margin trade | cross margin | isolated margin |
        inverse
    """,
    "GUARANTEE": """
        guaranteed | guarantee | guarantees | risk free | riskfree | zero risk | no risk | without risk |
        without any risk | cant lose | never lose | never loses | cannot lose | no losses ever | sure profit |
        certain profit | 100 % safe | always win | always wins | always profit | always profitable |
        impossible to lose | never lose money | cant lose money | without losing | no chance of loss |
        no chance of losing | no way to lose | no downside | with no risk | surefire | sure thing | money printer |
        doesnt lose | wont lose | will never lose | only wins | 100 % win rate
    """,
    "SHADY": """
        rug pull someone | pump and dump | insider | wash trade | wash trading | front run | frontrun | sandwich |
        manipulate | manipulation | spoof | hack
    """,
    "CENTS": "cents | cent | ¢",
    "DOLLAR": """
        $ | usd | dollars | dollar | bucks | buck | usdt | usdc | us dollars | us$ | usd worth | busd | dai | quid
    """,
    "COIN_UNIT": "units | shares",
    "PERCENT": "% | percent | pct | per cent | prozent | perc | percents | pcts | percentage points | pc | prcnt",
    "FOLD": "x | × | times | fold | xs",
    "QUESTION": """
        what is | whats | what are | what does | how does | how do | how do i | how do you | what do you think |
        should i | is it | is there | why | who | which | what happens | explain | do you | are you | how much |
        how many | whats the difference | what | how | where | is this | does it | does this | can it |
        tell me about | when should i | would it | will it | is that | do i | am i | did you | did i | does the |
        is my | are my
    """,
    "POLITE": """
        i would appreciate it if | id appreciate it if | it would be great if | would be great if |
        it would be nice if | would be nice if | id love it if | i would love it if | id like it if |
        i would like it if | i would be grateful if | what about | can i | could i | can you | could you | could u |
        can u | would you | would u | would you mind | can i get | could i get | can we | will you | can i have |
        can you please | could you please | may i | can ya | mind | do me a favor | could we | are you able to |
        how about you | how about we | how about
    """,
    "THANKS": """
        thanks | thank you | thx | ty | tysm | cheers | great | perfect | nice | awesome | cool | good job | love it |
        looks good | lgtm | sweet | brilliant | excellent | nice one
    """,
    "YES": """
        yes | yeah | yep | yup | sure | ok | okay | right | correct | yes please | ye | ya | fine | of course |
        sounds good | go ahead
    """,
    "GREETING": """
        hi | hello | hey | gm | gn | good morning | good evening | yo | sup | whats up | howdy | hola | hiya | heya
    """,
    "SAYING": """
        told me to | tells me to | said i should | told me i should | says to | said to | they say | as they say |
        people say | everyone says | everybody says | everyone keeps saying | he says | she says | they always say
    """,
    "STORY": """
        bought | sold | held | made | caught | watched | told | said | laughed | missed | got burned | got rekt |
        got wrecked | lost everything | remember | used to | last time | last cycle | last week | last month |
        last year | yesterday | back in | wish i | i wish | should have | shouldve | wouldve | could have | couldve |
        didnt | wasnt | panic sold | hes up | shes up | theyre up | hes down | shes down | theyre down
    """,
    "CHATTER": """
        because | cuz | coz | bc | since | cause | so that | im | ive | id | i am | i know | i think | i guess |
        i feel | my | thats | hope | even though | even if | though | although | lol | haha | as i | like my |
        i swear | i believe | i love | i like | i hate | i heard | he | she | they | his | her | their | honestly |
        fyi | ngl | tbh | imo | imho | which | who | whose | i dont care | i cant | ill | well | we |
        hes | shes | theyre | u know | you know | gotta | whatever happens | come what may | no matter | either way |
        let the winners run | let winners run | let it ride | no matter what | regardless | set and forget |
        dont ask | not financial advice | trust me | just in case | in that case
    """,
}
