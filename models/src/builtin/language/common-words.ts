/** Frequent English words, so that none of them is taken for a misspelled other one. */
export const commonWords: ReadonlySet<string> = new Set(
  `about above across after again against ago ahead almost alone along already although always among amount angry
animal annoyed another answer anybody anyone anyway anywhere appear apple area arm army around arrive article ask asleep
baby backwards bacon bake ball band bank base bath beach bean bear beat beautiful because become beer before began begin
behind believe bell below beside best better between beyond bike bill bird birth bite black blood blow blue board boat
body bone book boot born boss bottle bottom bowl bread break breakfast brief bright bring broke broken brother brown
brush budget burn bus business busy butter button cable cake call came camera camp candle capital captain card care
carry case cash cat catch cause cell cent center central century certain chair chance charge cheap check cheese cherry
chess chicken chief child children chocolate choice choose church circle city class clean clear clock close cloth
cloud coat coffee coin cold color colour comb come comfort common company complain complete computer concert contact
contain control cook cool copy corn corner correct could count country couple course cover cream crazy credit crowd
cry culture cup curtain curve customer damage dance danger dark data date daughter day dead deal dear death debt
decide deep depend desk different difficult dinner direct dirty doctor does dollar done door double doubt down draw
dream dress drink drive dropped dry duck during dust each early earth easy eat edge egg eight either else empty end
energy engine enjoy enough enter equal even event ever every exact example except excuse expect explain eye face fact
fair fall false family famous fancy farm fast father fault favor favour fear feel feet fell felt female few field fight
file fill film final finally fine finger finish fire firm first fish five fix flag flat floor flow flower fly fold food
fool foot force foreign forget fork form forward found four free freeze fresh friend from front fruit full fun funny
future game garbage gate gave general gentle gift girl give glad glass goal gold gone good grade grand grass great green
grey ground group grow guess guest guide gun guy hair half hand hang happen happy hard hate have head health hear heard
heart heat heavy height held hell help hence hers hide high hill hire hit hold hole holiday home honest honey hope horse
hospital host hotel hour huge human hungry hurry hurt husband idea idiot ignore ill image inch inside instead iron
issue item job join joke juice jump junk keep kept key kick kid kill kind king kiss knee knew knife knock know lady lake
land language large last late later laugh law lazy lead leaf learn least leave left legs lemon lend less lesson letter
life lift like line lion lips liquid little live load loan lock lonely look lord lose lost loud love luck lunch machine
mad made magic mail main make male many map mark market marry match math matter maybe meal mean meat media meet melt
member memory menu mess message metal middle might mile milk mill mind mine minute mirror miss mistake mix model moment
money month mood moon more mother mountain mouse mouth movie much murder must name narrow nature near neck neighbor
neighbour never nice night nine noise noon normal north nose note nothing notice number nurse object ocean offer office
often only open opinion orange order other ours outside oven over owner pack page paid pain paint pair paper pardon
parent park part party pass past path pause payment peace pencil pepper perfect perhaps period person phone photo
pick piece pipe pizza place plain plan plane plant plate play player pleasure pocket poem poet poetry point police pool
poor possible post potato pound power pray prefer present president pretty print prison prize probably problem product
program promise proper proud public pull pure push quality quarter queen question quick quiet quit quite race rain
raise reach read ready real reason receive recipe record remain remember rent repair repeat reply report respect rest
rich ride right rise river road rock roll roof root rope rose rough round rule rush safe said sail salt same sand save
school science score scream season seat second secret seem seen sell send sense serious serve service seven several sex
shake shall shame shape share sharp sheet shelf shine ship shirt shoe shoot shop short should shout shower shut sick
side sign silly silver simple since sister sit size skin sky sleep slow small smart smell smile smoke snow soap soft
sold solve song soon sorry sort soul sound soup south space speak special spend spoke spoon sport spot spring square
stage stair stamp stand star start state station stay steal steam steel step stick still stock stone stop store storm
story strange street strong student study stuff stupid style such sudden sugar suit summer sun super sure surface
surprise sweet swim table tail take talk tall taste taxi teach team tear tell temperature ten tent terrible test than
that their them then there these they thick thin thing think third this those though thought thousand three through
throw thus ticket tie tight till time tired today together told tomorrow tonight took tool tooth top total touch
towel tower town toy trade train translate trash travel treat tree trip trouble truck true trust truth try twelve
twenty twice type ugly uncle under understand until upon upset use used useful useless usual vacation valley value very
video village visit voice wait walk wall want warm wash waste watch water wave weak wear weather week weight welcome
well went were west what wheel when where which while white whole whom whose wide wife wild will wind window wine
wing winter wire wish with within woman wonder wood word wore work world worry worse worst worth would write wrong yard
year yellow yesterday young your yours zero zone alarm bitcoin capital president haiku essay homework football soccer telly`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);
