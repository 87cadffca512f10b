"""English words without meaning for a strategy, and words that only look like a slip of a keyword."""

NOISE = """
ladder space separately likewise respectively true met usual satisfied fulfilled lined lmao a an the this that these
those it
its itself im i me my mine you your u ur we us our he she they them their is are was were be been being am do does did
done doing have has had having will would could should can may might must shall gonna wanna gotta want wants wanted
need needs needed like likes just please pls plz plis kindly so very really quite rather pretty much of in on at to
for from by with w about as into onto within inside over through there here where theres heres when then than but yet
ok okay alright well yo hey man bro bruh dude fam fren friend buddy mate sir ser anon lol lmfao rofl haha hahaha hehe
fr frfr ngl tbh imo imho btw fyi idk omg wow whoa damn dang yeah yea yep yup yes sure right cool nice great thanks
thank thx ty somehow anyway anyways basically literally simply maybe perhaps probably kinda sorta sort kind lil little
bit tiny small some any each every such same own only even still already again ever always usually often sometimes now
today currently go goes going gone went get gets getting got come comes coming keep keeps let lets make makes making
take takes taking put puts happens happen happening happened occurs occur occurred trigger triggers triggered see sees
seen saw look looks looking watch watches watching know knows think thinks thinking guess feel try trying tries give
gives trade trades trading traded order orders place placed placing set sets setup setups strategy strategies bot bots
plan plans play plays automatically automatic auto autobuy execute executes token tokens coin coins crypto memecoin
memecoins altcoin alt alts shitcoin shitcoins gem asset assets market markets chart charts candle candles price prices
value level levels mark point points amount size worth total percent position positions cash money wallet account
portfolio balance capital aye alrighty hello hi gm gn sup folks guys everyone all hm hmm uh um er eh ah oh ooh aha yay
hooray woo 'm 's re ve ll d t s n ain time times moment period periods window span interval timeframe frame last past
previous prior next first second final thing things stuff something anything nothing way case lot lots bunch straight
directly exactly precisely roughly around approximately approx circa nearly almost totally full more less most least
out off back up down away ahead along apart aside who whom whose which what why how ive id ill youre youve youd youll
hes shes theyre theyve weve thats whats isnt arent wasnt werent available current new old good best better decent
fresh extra single entire overall help helping helps assist hook start starts starting begin run running runs create
build design program configure myself yourself yours ours theirs remaining left spare compared comparing relative
versus vs against line lines signal signals crossover settings setting parameters also too exposure risk management
manage hourly mode style type entry exit exits entries condition conditions action actions rule rules buyer seller
quick quickly fast slow slowly gently degen super mega recurring regular regularly repeat scalp scalping swing
momentum change changes given sitting anymore forever lads lad homie homies chief king legend mates champ captain
amigo bois boys gang lfg wagmi ngmi gg kek xd tyvm k kk rn tho though innit aight bet deadass lowkey highkey finna
tryna imma ima lemme gimme cap god ong iykyk smh tf wtf af asf hella proper ayy ayo yooo deal homeboy peeps team
ladies gents gentlemen y'all yall everybody sharp flat degens ape moonboy squad cheers regards sincerely respectfully
hopefully ideally preferably obviously clearly honestly seriously personally worthwhile blindly happily quietly
carefully gradually steadily aggressively conservatively regardless anyhow nonetheless nevertheless moving essentially
effectively sits stays staying stands standing hovers hovering remains lands prints printing hangs floats pop piece
apiece anywhere somewhere gift blessing steal bargain opportunity treat present pal fellas fella boss queen madam bruv
dawg robot computer machine assistant gpt tired bored excited happy sad nervous scared hyped hopeful lazy busy
stressed greedy patient confident curious lucky hungry yikes oof ugh meh welp boom bam letsgo letsgooo ez sheesh phew
hallelujah amen bye ciao ttyl xoxo cya smile laugh cry retire flex party cope enjoy legit pure solid neat clean simple
easy basic boring classic idea thought vibes luck fun dream life whatever whatevs honest serious kidding joking
promise feeling feelings gut dear mwah thanku thankyou muchas grateful hopium copium moonshot lambo lambos rent
groceries bills pizza coffee chaser outside baby babe darling chill relax celebrate vibe pray brother sis preceding
protect protecting safeguard cost costs costing fucking freaking friggin frickin bloody goddamn ass shit crap holy
jeez geez swear ends ended ending morning mornings soon straightaway territory zone
"""
"""They may stand anywhere and change nothing."""

ORDINARY = """
trial trials solid stock stocks store heart hearts piece pieces pride prize clash flash splash trash crashed boost
boots shell shelf smell spell sport sports spot form forms from forum tired tried slide abode alone alike along among
bellow mellow fellow follow hello fallow cross class glass grass gross crops stops tops send sends sent sand bend lend
tend friend trend trends train trains drain brain grain plain price pries rides rises roses ruse hold holds older
boulder world word words worth north month months mouth south sound round ground pound bound found fund funds fun sun
son song strong wrong long lung because before behind belief believe beside between beyond better bitter letter later
latter matter batter butter winter water weather whether either neither mother father brother sister cousin uncle aunt
wife husband buddy guy guys girl girls woman women child kids kid baby family house home work job boss office school
teacher doctor dinner lunch breakfast coffee beer food pizza sleep sleeping slept asleep awake bed phone laptop
computer screen internet website group channel post posts video reading read write wrote written learn learned
learning teach taught listen heard hear speak talk talking spoke say says saying tell telling ask asking answer happy
sad angry scared afraid nervous excited crazy stupid smart dumb genius lucky unlucky brave careful patient lazy busy
free rich poor broke car boat travel trip vacation holiday weekend morning evening night afternoon birthday christmas
summer autumn spring feel feels feeling felt mean means remember forget forgot hope wish dream dreams guess seem seems
appear stay stays leave left arrive move walk run runs could would should might shall never always often sometimes
usually rarely already almost enough quite rather maybe perhaps probably certainly definitely surely people person
someone anyone everyone nobody everything nothing something anything somewhere anywhere nowhere other others another
same different similar first second third fourth last next final early earlier late soon recent recently past future
present current old new young fresh small large big huge tiny little short tall high low deep wide narrow thick thin
heavy light fast slow quick easy hard simple difficult true false real fake right good bad best worst worse nice great
awful terrible amazing awesome cool hot cold warm reason reasons idea ideas plan plans story stories lesson lessons
point points thing things stuff kind sort type part parts whole bunch couple pair market markets money cash coin coins
token tokens crypto trader traders trading trade trades invest investor investing investment finance financial bank
banks gamble gambling casino lottery bet bets betting luck risk risky danger dangerous safe safety protect protection
insurance
"""
"""They are never read as a misspelt keyword."""
