"""Words that people are called by, for telling a column of persons. A list, not a register.

Common given names and surnames in the United Kingdom, of the communities that live here; enough
that a column of persons shows itself by its rate, never meant to recognise one person.
"""

_GIVEN = """
aaron abbie abdul abdullah abigail adam adele adrian agnes ahmad ahmed aidan aileen aisha alan
alastair albert alex alexander alexandra alexandre alfie alfred ali alice alicia alina alison
alistair allan allison amanda amara amber amelia amina amir amit amy ana anastasia andre andrea
andreea andrei andrew angela angus anil anita ann anna annabel anne annette annie anthony antonio
anwar archie ariana arjun arthur arun asha ashley asif asma audrey austin ava ayesha babatunde
barbara barry beata beatrice becky belinda ben benjamin bernadette bernard beryl beth bethany betty
beverley bilal billy bogdan boris brandon brenda brendan brian bridget bruce bryan callum calum
cameron carl carla carlos carmen carol carole caroline carolyn catherine cecilia charles charlie
charlotte chelsea chen cheryl chidi chinedu chloe chris christian christina christine christopher
ciara ciaran claire clara clare clive colin connor conor courtney craig cynthia daisy damian daniel
danielle daphne darren dave david dawn dean deborah debbie declan deepak denise dennis derek
desmond devon diana diane dilip dina dmitri dominic donald donna doreen doris dorothy douglas
duncan dylan ebony edith edward eileen elaine eleanor elena elizabeth ella ellen ellie elliot elsie
emeka emily emma emmanuel eric erica erin ernest esme esther ethan eva evan eve evelyn evie ewa
fahad faisal faith farah farhan fatima fatma felicity felix finlay fiona florence florin frances
francesca francis frank fraser fred freddie frederick freya gabriel gareth garry gary gavin gemma
geoff geoffrey george georgia georgina gerald gerard gillian gina giovanni giulia gladys glen
glenda gloria gordon grace graeme graham grant greg gregory gurpreet guy gwen habib hamza hannah
hanna harjit harold harpreet harriet harry harvey hasan hassan hayley hazel heather hector helen
helena henry hilary hilda hiroshi holly howard hugh hugo husna hussain hussein ian ibrahim ifeoma
igor imran ines inga ioana iqbal irene irina iris isaac isabel isabella isla ismail ivan ivy jack
jackie jacob jacqueline jade jaime jake jakub jamal james jamie jan jane janet janice jasmine jason
jasmin javier jay jayden jean jeanette jeff jeffrey jemma jenna jennifer jenny jeremy jerome jerry
jesse jessica jill jim jing joan joanna joanne jodie joe joel johanna john johnny jon jonathan
jordan jorge jose joseph josephine josh joshua joy joyce juan judith judy julia julian julie juliet
june kamal kamila karen karim karina karl karolina kashif kate katarzyna katherine kathleen kathryn
katie katy kay kayleigh keith kelly kelvin ken kenneth kerry kevin khadija khalid kieran kim
kimberley kiran kirsten kirsty krishna krystyna kuldeep kumar kwame kyle lakshmi lara laura lauren
laurence layla leah leanne lee lena leo leon leonard leslie lesley lewis leyla li liam lilian lily
linda lindsay lindsey lisa liz logan lola lorna lorraine louis louisa louise luca lucas lucy luis
luke lydia lyn lynda lynn lynne mabel maciej maddison madeleine magdalena mahmoud maisie malcolm
mandy manjit manuel marcin marcus margaret maria mariam marian marie marilyn mario marion marjorie
mark marlene martha martin martyn mary maryam mason mateusz matilda matt matthew maureen maurice
max maxine may maya megan mehmet melanie melissa mia michael michal michelle miguel mike mila
mildred millie mina ming miranda miriam mohamed mohammad mohammed mohit moira molly mona monica
morgan muhammad mustafa myra nadia nadine naeem nancy naomi narinder nasreen natalia natalie
natasha nathan neha neil nelson ngozi niall nichola nicholas nick nicola nicole nigel nikhil nikita
nina nisha noah noel nora noreen norma norman nuala oladele olena olga olive oliver olivia
oluwaseun omar oscar osman owen pamela parveen patricia patrick paul paula pauline pavel pawel
pedro peggy penelope penny peter petra phil philip philippa phillip phoebe phyllis piotr polly
poppy pradeep priya quentin rachael rachel rafael rahul raj rajesh ralph ramesh rashid raul ravi
ray raymond rebecca rehana reece reginald renata rhiannon rhys ricardo richard rita rob robert
roberta robin rodney roger roisin roland ron ronald ronan rory rosa rosalind rose rosemary rosie
ross roxanne roy ruby rukhsana rupert russell ruth ryan sabina sabrina sadia saeed saira saleem
sally salma sam samantha samina samir samuel sana sandeep sandra sanjay santiago sara sarah satnam
saul scott sean sebastian selina seamus shabana shahid shane shannon sharon shaun shazia sheena
sheila shelley shirin shirley shona sian sidney siddharth simon simone sinead siobhan sita sofia
sonia sophia sophie stacey stan stanley stefan stella stephanie stephen steve steven stewart stuart
sue suki sunil sunita susan susanna suzanne sven sylvia syed szymon tahir tamara tanya tara tariq
tatiana ted temitope teresa terence terry tessa thelma theo theresa thomas tiffany tim timothy tina
tobias toby tom tomasz toni tony tracey tracy trevor tristan tyler uma umar una usha usman
valentina valerie vanessa vera vernon veronica vicki vicky victor victoria vijay vikram vincent
violet vivian vivien vladimir wanda warren wayne wei wendy wesley wilfred will william winifred
winston wojciech xavier xin yasmin yasmeen yasir yuki yusuf yvonne zachary zahra zainab zara zoe
zofia zubair
"""
GIVEN = frozenset(_GIVEN.split())
_SURNAMES = """
adams adeyemi ahmed akhtar ali allen anderson andrews armstrong atkinson bailey baker ball banerjee
barker barnes begum bell bennett berry bhatt booth bradley brooks brown burgess burke burns butler
byrne campbell carr carroll carter chan chandler chapman chaudhry chen chowdhury clark clarke cole
collins connolly cook cooper cox crawford cunningham daly davidson davies davis dawson dean desai
dixon doherty doyle duffy duncan dunn edwards elliott ellis evans farrell fernandez ferguson fisher
fletcher ford foster fox francis fraser freeman gallagher garcia gardner george ghosh gibson gill
gonzalez gordon graham grant gray green greenwood griffiths gupta hall hamilton harding harper
harris harrison hart harvey hassan hawkins henderson hernandez hill holmes hopkins howard hudson
hughes hunt hunter hussain ibrahim iqbal islam jackson jain james jenkins johnson johnston jones
joshi kang kaur kaye kelly kennedy khan king knight knowles kowalski kumar lane lawrence lawson lee
lewis li lloyd lopez lowe macdonald mahmood malik marsh marshall martin martinez mason matthews
mccarthy mcdonald mckenzie mclean mehta miah mills mitchell mohamed moore morgan morris morrison
murphy murray nguyen nowak obrien oconnor okafor okeke oneill osullivan owen palmer parker parsons
patel payne pearce pearson perera perry phillips poole porter powell price quinn rahman ramirez rao
reid reynolds richards richardson roberts robertson robinson rodriguez rogers rose ross russell
ryan sanchez saunders scott shah sharma sharp shaw shepherd simmons simpson singh smith spencer
stevens stewart stone sutton taylor thomas thompson thomson tucker turner uddin wagner walker
wallace walsh wang ward warren watkins watson watts webb wells west white wilkinson williams
williamson willis wilson wong wood woods wright yang young zhang
"""
SURNAMES = frozenset(_SURNAMES.split())
TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "lady",
        "lord",
        "rev",
        "master",
    )
)
# Words by which a name is a place's or a body's, not a person's.
_PLACES = """
academy accident airline airlines airport airways ambulance air anaesthesia authority board
building care centre center city clinic college community corridor council county day department
district east emergency field foundation general group health healthcare home hospice hospital
hospitals house infirmary institute international laboratory limited ltd maternity medical medicine
memorial mental north nhs nursing office outpatient outpatients park partnership plc practice
provider regional road royal school scheme service services site south square station street
surgery team terminal theatre town trust unit university ward west world
"""
PLACES = frozenset(_PLACES.split())
