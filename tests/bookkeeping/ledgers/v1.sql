PRAGMA application_id = 1852862284;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE booking (
        number INTEGER PRIMARY KEY, kind TEXT NOT NULL, year INTEGER NOT NULL, goal TEXT NOT NULL,
        cents INTEGER NOT NULL, state TEXT NOT NULL, own INTEGER NOT NULL, open INTEGER NOT NULL, bare INTEGER NOT NULL,
        fulfils INTEGER NOT NULL
    ) STRICT;
INSERT INTO "booking" VALUES(5,'spending',2022,'catch-up',4850000,'reversed',0,0,0,0);
INSERT INTO "booking" VALUES(6,'spending',2022,'catch-up',120000,'rejected',1,0,1,0);
INSERT INTO "booking" VALUES(7,'spending',2022,'preschool',130000,'reversed',0,0,0,0);
INSERT INTO "booking" VALUES(8,'spending',2022,'catch-up',70000,'reversed',0,0,1,0);
INSERT INTO "booking" VALUES(9,'spending',2022,'temporary-rent',900000,'awaiting',0,0,1,0);
INSERT INTO "booking" VALUES(10,'commitment',2022,'catch-up',1000000,'eligible',0,0,0,0);
INSERT INTO "booking" VALUES(11,'spending',2022,'catch-up',400000,'eligible',0,0,1,10);
INSERT INTO "booking" VALUES(12,'spending',2023,'catch-up',100000,'eligible',0,0,0,10);
INSERT INTO "booking" VALUES(14,'commitment',2022,'catch-up',300000,'reversed',1,0,0,0);
INSERT INTO "booking" VALUES(15,'spending',2022,'catch-up',50000,'approved',0,0,1,14);
INSERT INTO "booking" VALUES(19,'spending',2022,'catch-up',4800000,'eligible',0,0,0,0);
INSERT INTO "booking" VALUES(22,'spending',2023,'preschool',60000,'awaiting',0,0,1,0);
INSERT INTO "booking" VALUES(24,'spending',2023,'catch-up',50000,'approved',0,0,1,14);
INSERT INTO "booking" VALUES(26,'spending',2022,'catch-up',20000,'eligible',0,0,1,0);
CREATE TABLE edition (sha256 TEXT PRIMARY KEY, rules TEXT NOT NULL, content TEXT NOT NULL) STRICT;
INSERT INTO "edition" VALUES('38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc','6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f','{"rules":{"building-works":[["Bouwen, verbouwen of kopen van gebouwen","Building, converting or buying premises"],["Van huisvesting noemt de bron alleen tijdelijke extra huur van wat al bestaat. Bouwen, verbouwen, aanleggen of kopen staat er niet bij.","Of accommodation the source names only temporary extra rent of what exists. Building, converting, laying out or buying is not among it."],"not-listed",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Financiën & richtlijnen SPUK, zesde punt","Kosten voor tijdelijke extra huur van bestaande (onderwijs)huisvesting",""]],"fibre":[["Glasvezelverbinding","Fibre connection"],["Een glasvezelverbinding valt niet onder de bestedingsdoelen.","A fibre connection does not fall under the spending goals."],"",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Vragen en antwoorden omtrent de bestedingsdoelen","Glasvezelverbinding valt niet onder de NPO bestedingsdoelen.",""]],"not-listed":[["Niet genoemd in de bronnen","Not named in the sources"],["Geen van de bestedingsdoelen of voorbeelden noemt dit. Bij twijfel is het advies om met de accountant van de gemeente te overleggen, die de besteding controleert.","None of the goals or examples names this. In doubt the advice is to consult the municipality''s accountant, who audits the spending."],"not-listed",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Vragen en antwoorden omtrent de bestedingsdoelen","kan je het beste overleggen met de accountant van de gemeente.",""]],"summer-school":[["Zomerschool","Summer school"],["Een zomerschool, of een school in een andere vakantie of in het weekend, staat met name genoemd als maatregel om vertragingen in te halen.","A summer school, or a school in another holiday or at weekends, is named as a measure to catch up on delays."],"",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Financiën & richtlijnen SPUK, eerste bestedingsdoel","een zomerschool, bijlessen voor gezinnen waar nodig",""]],"temporary-rent":[["Tijdelijke extra huur van bestaande huisvesting","Temporary extra rent of existing accommodation"],["Tijdelijke extra huur van bestaande (onderwijs)huisvesting is toegestaan voor maatregelen die scholen of gemeenten in het kader van het NP Onderwijs nemen.","Temporary extra rent of existing (school) accommodation is allowed for measures that schools or municipalities take under the programme."],"",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Financiën & richtlijnen SPUK, zesde punt","Kosten voor tijdelijke extra huur van bestaande (onderwijs)huisvesting",""]],"transport":[["Vervoer","Transport"],["Of kosten voor vervoer voor naschoolse programma''s mogen worden betaald, was nog onduidelijk. Het toegezegde antwoord is niet in de bronnen gevonden.","Whether transport for after-school programmes may be paid was still unclear. The promised answer was not found in the sources."],"awaiting-answer",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Vragen en antwoorden omtrent de bestedingsdoelen","kosten voor vervoer voor naschoolse programma’s. Hier komen wij nog op terug.",""]]},"goals":{"catch-up":["Bovenschoolse maatregelen","Measures beyond the single school"],"preschool":["Voorschoolse periode","Preschool period"],"care-and-welfare":["Zorg en welzijn","Care and welfare"],"local-cooperation":["Samenwerking in de gemeente","Cooperation in the municipality"],"school-non-attendance":["Thuiszitters","School non-attendance"],"temporary-rent":["Tijdelijke extra huur","Temporary extra rent"],"municipal-capacity":["Ambtelijke capaciteit en expertise","Municipal capacity and expertise"]},"questions":{"additional":["Komt deze inzet bovenop wat de gemeente al doet op grond van de Jeugdwet?","Does this come on top of what the municipality already does under the Youth Act?"],"contributes":["Hoe draagt de aanschaf bij aan het inhalen van achterstanden door COVID-19, en onder welk bestedingsdoel valt zij? Kunt u dat aantonen?","How does the purchase help to make up for delays caused by COVID-19, and which spending goal covers it? Can you show this?"],"existing-building":["Gaat het om een gebouw of ruimte die al bestaat?","Is it a building or room that exists already?"],"for-programme":["Zijn de uren of de kosten toe te rekenen aan het NP Onderwijs?","Can the hours or costs be attributed to the National Education Programme?"],"in-school":["Vindt dit plaats in de school of in de verlengde leertijd?","Does this take place in school or in extended learning time?"],"prevents-non-attendance":["Is deze inzet bedoeld om te voorkomen dat jongeren thuis komen te zitten?","Is this meant to prevent young people from staying away from school?"],"serves-measure":["Wordt de ruimte gebruikt voor een maatregel van school of gemeente in het kader van het NP Onderwijs?","Will the room be used for a measure that a school or the municipality takes under the programme?"],"temporary":["Is de huur tijdelijk en extra?","Is the rent temporary and extra?"],"with-institute":["Gebeurt dit samen met een universiteit, hogeschool of mbo-instelling?","Is this done together with a university, a university of applied sciences or an mbo institute?"]}}');
CREATE TABLE entry (
        number INTEGER PRIMARY KEY, kind TEXT NOT NULL, day TEXT NOT NULL, recorded TEXT NOT NULL, who TEXT NOT NULL,
        year INTEGER NOT NULL, text TEXT NOT NULL, cents INTEGER, goal TEXT, verdict TEXT, refers INTEGER, ruling TEXT,
        receipt TEXT, details TEXT, hash TEXT NOT NULL
    ) STRICT;
INSERT INTO "entry" VALUES(1,'allocation','2021-10-01','2026-11-24T12:00:00Z','anna',2021,'beschikking',50000000,NULL,NULL,NULL,NULL,NULL,NULL,'ace6911bc6d8b34ed8dfcf4e1d6dca06a3c4f816b8916578e9e620ce1c8e8933');
INSERT INTO "entry" VALUES(2,'payment','2021-12-01','2026-11-24T12:00:00Z','anna',2021,'eerste termijn',20000000,NULL,NULL,NULL,NULL,NULL,'{"reference":"DUO-1"}','4a9134ab7ef425b9ea27926a9852b1e9c018a99e6f14570c4f600b0fbad28a47');
INSERT INTO "entry" VALUES(3,'payment','2022-03-01','2026-11-24T12:00:00Z','anna',2022,'',5000000,NULL,NULL,NULL,NULL,NULL,NULL,'1fb21cd1a628d54b5f711b32a5334fd5c4f71e42de46eac0c81c063b053ebc3b');
INSERT INTO "entry" VALUES(4,'reversal','2022-03-02','2026-11-24T12:00:00Z','anna',2022,'dubbel ontvangen',-5000000,NULL,NULL,3,NULL,NULL,NULL,'68da467eb37e0998b6195dc54720a8a8df5acaa0c811144a2450c68a6fe98214');
INSERT INTO "entry" VALUES(5,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'zomerschool',4850000,'catch-up','eligible',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"supplier":"Stichting Zomer","reference":"F-1","evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"grounds":[["summer-school","eligible",["zomerschool"]]]}','b75b6b11a663258bf1ee11df5e0371949d875a37af5fd71c0ef318e586056e93');
INSERT INTO "entry" VALUES(6,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'leerlingenvervoer',120000,'catch-up','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"grounds":[["transport","consult",["leerlingenvervoer"]]]}','f7699a19bb6229d2930fd1a473d88c72e563da53f661e089fb91c8fcb577862f');
INSERT INTO "entry" VALUES(7,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'leerlingenvervoer',130000,'preschool','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"grounds":[["transport","consult",["leerlingenvervoer"]]]}','beadb69dd78c3774f0c1ac229b26cb795961a94a19ddfeeee4695589583eafc6');
INSERT INTO "entry" VALUES(8,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'aanleg van glasvezel',70000,'catch-up','excluded',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"grounds":[["fibre","excluded",["aanleg","glasvezel"]],["building-works","consult",["aanleg"]]],"override":"besluit van het college","overrode":["verdict"]}','76120fa71a470162b8d1ada23e04f868d7cd8b3b2e025540a63db0c101eee1c2');
INSERT INTO "entry" VALUES(9,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'huur van een pand',900000,'temporary-rent','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"answers":{"temporary":"no"},"grounds":[["temporary-rent","consult",["huur","pand"]]],"questions":["serves-measure"]}','d45b4381304b76565b07819e3f72b75745885e3ef7bb032c73b4674e315a42ac');
INSERT INTO "entry" VALUES(10,'commitment','2022-09-01','2026-11-24T12:00:00Z','anna',2022,'zomerschool',1000000,'catch-up','eligible',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"grounds":[["summer-school","eligible",["zomerschool"]]]}','749a9a7dfcb569af5701781251c407f7165c96a5b694f1d3a974a4d1f4c629da');
INSERT INTO "entry" VALUES(11,'spending','2022-10-01','2026-11-24T12:00:00Z','anna',2022,'zomerschool',400000,'catch-up','eligible',10,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"grounds":[["summer-school","eligible",["zomerschool"]]]}','fd7b9c225f2c605764a145d977c1c9b210ddb38a34bcf3e79ecf86e6c6138133');
INSERT INTO "entry" VALUES(12,'spending','2023-02-01','2026-11-24T12:00:00Z','anna',2023,'zomerschool',100000,'catch-up','eligible',10,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"grounds":[["summer-school","eligible",["zomerschool"]]]}','6d7406c5286f2c3ef57d909b9931528d7ba252be7d84117ae2c7d688e4400d4a');
INSERT INTO "entry" VALUES(13,'release','2023-02-01','2026-11-24T12:00:00Z','anna',2023,'zomerschool',-500000,'catch-up',NULL,10,NULL,NULL,NULL,'e88f92f93c4a32739b06d28acadb7bba671b21203ffce4a922f9cab2b5e8d3ab');
INSERT INTO "entry" VALUES(14,'commitment','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'leerlingenvervoer',300000,'catch-up','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"grounds":[["transport","consult",["leerlingenvervoer"]]]}','e4536025a84e20f2558760de827ea7588b1f3f7f7d1194b3802216f896c4022c');
INSERT INTO "entry" VALUES(15,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'leerlingenvervoer',50000,'catch-up','consult',14,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"grounds":[["transport","consult",["leerlingenvervoer"]]]}','3977286bd90fc717ffc69ed25dfa48d4a6c2032da8a5c30faadc791e1123c3f3');
INSERT INTO "entry" VALUES(16,'ruling','2023-01-10','2026-11-24T12:00:00Z','anna',2022,'akkoord',NULL,'catch-up',NULL,14,'approved',NULL,'{"by":"J. de Accountant"}','52e9b0178752e70912d265345b2a57fdd484d57afc78a87eea92665115101aca');
INSERT INTO "entry" VALUES(17,'ruling','2023-01-10','2026-11-24T12:00:00Z','anna',2022,'',NULL,'catch-up',NULL,6,'rejected',NULL,'{"evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"by":"J. de Accountant"}','c664db8be8456c1936aacf8d85a5e8017243a1a2d5c5a6325dadc92af2e31d4c');
INSERT INTO "entry" VALUES(18,'reversal','2026-11-24','2026-11-24T12:00:00Z','anna',2022,'factuur verlaagd',-4850000,'catch-up',NULL,5,NULL,NULL,NULL,'7bc3b8ef54f4e83cd60a5eeda4d8ae4bff633f9a42dfcf63358a69f994aa1951');
INSERT INTO "entry" VALUES(19,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'zomerschool',4800000,'catch-up','eligible',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"supplier":"Stichting Zomer","reference":"F-1","evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"grounds":[["summer-school","eligible",["zomerschool"]]],"corrects":5}','6bc9422deb90627b42fdad368043a172e98d1d9fa90a9410ea114ca730f710cb');
INSERT INTO "entry" VALUES(20,'reversal','2022-12-01','2026-11-24T12:00:00Z','anna',2022,'vervallen',-130000,'preschool',NULL,7,NULL,NULL,NULL,'d33b55bd66bfa93a8a2616306bcb856a79836a9b2e030036bcc6b3e9b9e5af6a');
INSERT INTO "entry" VALUES(21,'seal','2026-11-24','2026-11-24T12:00:00Z','anna',2022,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'c9a5025a52d912e75708dbd69f1ed3be0c71b1fa229541c1f99ef46420f726ee');
INSERT INTO "entry" VALUES(22,'spending','2023-03-01','2026-11-24T12:00:00Z','anna',2023,'peuteropvang',60000,'preschool','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"grounds":[["not-listed","consult",[]]]}','66e49665c57e1da577b435ee85be44599584d74162ea9112573bc832f5687264');
INSERT INTO "entry" VALUES(23,'reversal','2023-04-01','2026-11-24T12:00:00Z','anna',2023,'toch uit eigen middelen',-70000,'catch-up',NULL,8,NULL,NULL,NULL,'7c039dc4f79363807eb62d343d1fc0d39ab57546801b1c2748fd6a812b3f9c39');
INSERT INTO "entry" VALUES(24,'spending','2023-05-01','2026-11-24T12:00:00Z','anna',2023,'leerlingenvervoer',50000,'catch-up','consult',14,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"grounds":[["transport","consult",["leerlingenvervoer"]]]}','0a98b03a761b322b6d925d85a975a881832b4a4fe02de8c50eaf7c946eb9efd9');
INSERT INTO "entry" VALUES(25,'reversal','2023-06-01','2026-11-24T12:00:00Z','anna',2023,'project gestopt',-200000,'catch-up',NULL,14,NULL,NULL,NULL,'6e307c57d2e4617b2feb4da592375f365734127ba2f576b3f36b68f8b7ad922f');
INSERT INTO "entry" VALUES(26,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'zomerschool',20000,'catch-up','eligible',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f","38f6e81611e771b25d3a514a91df003e81531df8166b40c0e4aa406439a43dbc"]','{"grounds":[["summer-school","eligible",["zomerschool"]]],"override":"laat ontvangen factuur","overrode":["seal"]}','cb9cd631dd3085ab6d8c213e214f73651f2b18a22862e3985cd275a6901a1640');
INSERT INTO "entry" VALUES(27,'allocation','2023-07-01','2026-11-24T12:00:00Z','anna',2023,'verlaagd',45000000,NULL,NULL,NULL,NULL,NULL,'{"reference":"DUO-2"}','2a9f33e3392db6d08fd7aa9a931561f7a554649b641a0f0acd2f898ec192185c');
INSERT INTO "entry" VALUES(28,'import','2026-11-24','2026-11-24T12:00:00Z','anna',2026,'ingelezen uit facturen.csv',NULL,NULL,NULL,NULL,NULL,NULL,'{"evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]]}','f07861d5918634e6969b1fb59afb7928c4314ed5ab0e74d1b9ab6a2b89ccf1f1');
CREATE TABLE ledger (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        municipality TEXT NOT NULL, pack TEXT NOT NULL, currency TEXT NOT NULL
    ) STRICT;
INSERT INTO "ledger" VALUES(1,'Oisterwijk','npo-spuk','EUR');
CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT, applied TEXT) STRICT;
INSERT INTO "migration" VALUES(1,'m001_ledger','2026-11-24T12:47:47+00:00');
CREATE TABLE total (
        year INTEGER NOT NULL, goal TEXT NOT NULL, measure TEXT NOT NULL, amount INTEGER NOT NULL,
        PRIMARY KEY (year, goal, measure)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "total" VALUES(2021,'','received',20000000);
INSERT INTO "total" VALUES(2022,'','decided-by 6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f',11);
INSERT INTO "total" VALUES(2022,'','received',0);
INSERT INTO "total" VALUES(2022,'catch-up','awaiting',0);
INSERT INTO "total" VALUES(2022,'catch-up','awaiting-count',0);
INSERT INTO "total" VALUES(2022,'catch-up','bare',660000);
INSERT INTO "total" VALUES(2022,'catch-up','bare-count',5);
INSERT INTO "total" VALUES(2022,'catch-up','committed',850000);
INSERT INTO "total" VALUES(2022,'catch-up','errors',190000);
INSERT INTO "total" VALUES(2022,'catch-up','errors-count',2);
INSERT INTO "total" VALUES(2022,'catch-up','spendings',6);
INSERT INTO "total" VALUES(2022,'catch-up','spent',5460000);
INSERT INTO "total" VALUES(2022,'preschool','awaiting',0);
INSERT INTO "total" VALUES(2022,'preschool','awaiting-count',0);
INSERT INTO "total" VALUES(2022,'preschool','spendings',0);
INSERT INTO "total" VALUES(2022,'preschool','spent',0);
INSERT INTO "total" VALUES(2022,'temporary-rent','awaiting',900000);
INSERT INTO "total" VALUES(2022,'temporary-rent','awaiting-count',1);
INSERT INTO "total" VALUES(2022,'temporary-rent','bare',900000);
INSERT INTO "total" VALUES(2022,'temporary-rent','bare-count',1);
INSERT INTO "total" VALUES(2022,'temporary-rent','spendings',1);
INSERT INTO "total" VALUES(2022,'temporary-rent','spent',900000);
INSERT INTO "total" VALUES(2023,'','decided-by 6a5f57fe3a8fed47efa52515179fcfc38e42556e68acbc31fe0893575b7cb66f',3);
INSERT INTO "total" VALUES(2023,'catch-up','bare',50000);
INSERT INTO "total" VALUES(2023,'catch-up','bare-count',1);
INSERT INTO "total" VALUES(2023,'catch-up','late-bare',70000);
INSERT INTO "total" VALUES(2023,'catch-up','late-bare-count',1);
INSERT INTO "total" VALUES(2023,'catch-up','late-committed',850000);
INSERT INTO "total" VALUES(2023,'catch-up','late-errors',70000);
INSERT INTO "total" VALUES(2023,'catch-up','late-errors-count',1);
INSERT INTO "total" VALUES(2023,'catch-up','late-spendings',1);
INSERT INTO "total" VALUES(2023,'catch-up','spendings',2);
INSERT INTO "total" VALUES(2023,'catch-up','spent',80000);
INSERT INTO "total" VALUES(2023,'preschool','awaiting',60000);
INSERT INTO "total" VALUES(2023,'preschool','awaiting-count',1);
INSERT INTO "total" VALUES(2023,'preschool','bare',60000);
INSERT INTO "total" VALUES(2023,'preschool','bare-count',1);
INSERT INTO "total" VALUES(2023,'preschool','spendings',1);
INSERT INTO "total" VALUES(2023,'preschool','spent',60000);
CREATE INDEX entry_refers ON entry (refers) WHERE refers IS NOT NULL;
CREATE INDEX entry_rare ON entry (kind, number) WHERE kind IN ('allocation', 'payment', 'seal', 'import');
CREATE INDEX booking_doubt ON booking (state, year, number) WHERE state IN ('awaiting', 'rejected', 'overridden');
CREATE INDEX booking_open ON booking (year, number) WHERE open > 0;
CREATE INDEX booking_bare ON booking (year, number) WHERE bare = 1;
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'npo: ledger is append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'npo: ledger is append-only'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'npo: entry is append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'npo: entry is append-only'); END;
CREATE TRIGGER edition_no_update BEFORE UPDATE ON edition BEGIN SELECT RAISE(ABORT, 'npo: edition is append-only'); END;
CREATE TRIGGER edition_no_delete BEFORE DELETE ON edition BEGIN SELECT RAISE(ABORT, 'npo: edition is append-only'); END;
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
        WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entry)
        BEGIN SELECT RAISE(ABORT, 'npo: entries are numbered in order'); END;
CREATE TRIGGER ledger_once BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM ledger)
        BEGIN SELECT RAISE(ABORT, 'npo: ledger is append-only'); END;
CREATE TRIGGER edition_once BEFORE INSERT ON edition
        WHEN EXISTS (SELECT 1 FROM edition WHERE sha256 = NEW.sha256)
        BEGIN SELECT RAISE(ABORT, 'npo: edition is append-only'); END;
COMMIT;
