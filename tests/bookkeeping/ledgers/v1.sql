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
INSERT INTO "edition" VALUES('100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1','d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616','{"rules":{"building-works":[["Bouwen, verbouwen of kopen van gebouwen","Building, converting or buying premises"],["Van huisvesting noemt de bron alleen tijdelijke extra huur van wat al bestaat. Bouwen, verbouwen, aanleggen of kopen staat er niet bij.","Of accommodation the source names only temporary extra rent of what exists. Building, converting, laying out or buying is not among it."],"not-listed",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Financiën & richtlijnen SPUK, zesde punt","Kosten voor tijdelijke extra huur van bestaande (onderwijs)huisvesting",""]],"fibre":[["Glasvezelverbinding","Fibre connection"],["Een glasvezelverbinding valt niet onder de bestedingsdoelen.","A fibre connection does not fall under the spending goals."],"",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Vragen en antwoorden omtrent de bestedingsdoelen","Glasvezelverbinding valt niet onder de NPO bestedingsdoelen.",""]],"not-listed":[["Niet genoemd in de bronnen","Not named in the sources"],["Geen van de bestedingsdoelen of voorbeelden noemt dit. Bij twijfel is het advies om met de accountant van de gemeente te overleggen, die de besteding controleert.","None of the goals or examples names this. In doubt the advice is to consult the municipality''s accountant, who audits the spending."],"not-listed",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Vragen en antwoorden omtrent de bestedingsdoelen","kan je het beste overleggen met de accountant van de gemeente.",""]],"summer-school":[["Zomerschool","Summer school"],["Een zomerschool, of een school in een andere vakantie of in het weekend, staat met name genoemd als maatregel om vertragingen in te halen.","A summer school, or a school in another holiday or at weekends, is named as a measure to catch up on delays."],"",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Financiën & richtlijnen SPUK, eerste bestedingsdoel","een zomerschool, bijlessen voor gezinnen waar nodig",""]],"temporary-rent":[["Tijdelijke extra huur van bestaande huisvesting","Temporary extra rent of existing accommodation"],["Tijdelijke extra huur van bestaande (onderwijs)huisvesting is toegestaan voor maatregelen die scholen of gemeenten in het kader van het NP Onderwijs nemen.","Temporary extra rent of existing (school) accommodation is allowed for measures that schools or municipalities take under the programme."],"",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Financiën & richtlijnen SPUK, zesde punt","Kosten voor tijdelijke extra huur van bestaande (onderwijs)huisvesting",""]],"transport":[["Vervoer","Transport"],["Of kosten voor vervoer voor naschoolse programma''s mogen worden betaald, was nog onduidelijk. Het toegezegde antwoord is niet in de bronnen gevonden.","Whether transport for after-school programmes may be paid was still unclear. The promised answer was not found in the sources."],"awaiting-answer",false,["verslag-2021-09-21","Verslag NP Onderwijs Kenniskring Flevoland en Veluwe","Vragen en antwoorden omtrent de bestedingsdoelen","kosten voor vervoer voor naschoolse programma’s. Hier komen wij nog op terug.",""]]},"goals":{"catch-up":["Bovenschoolse maatregelen","Measures beyond the single school"],"preschool":["Voorschoolse periode","Preschool period"],"care-and-welfare":["Zorg en welzijn","Care and welfare"],"local-cooperation":["Samenwerking in de gemeente","Cooperation in the municipality"],"school-non-attendance":["Thuiszitters","School non-attendance"],"temporary-rent":["Tijdelijke extra huur","Temporary extra rent"],"municipal-capacity":["Ambtelijke capaciteit en expertise","Municipal capacity and expertise"]},"questions":{"additional":["Komt deze inzet bovenop wat de gemeente al doet op grond van de Jeugdwet?","Does this come on top of what the municipality already does under the Youth Act?"],"contributes":["Hoe draagt de aanschaf bij aan het inhalen van achterstanden door COVID-19, en onder welk bestedingsdoel valt zij? Kunt u dat aantonen?","How does the purchase help to make up for delays caused by COVID-19, and which spending goal covers it? Can you show this?"],"existing-building":["Gaat het om een gebouw of ruimte die al bestaat?","Is it a building or room that exists already?"],"for-programme":["Zijn de uren of de kosten toe te rekenen aan het NP Onderwijs?","Can the hours or costs be attributed to the National Education Programme?"],"in-school":["Vindt dit plaats in de school of in de verlengde leertijd?","Does this take place in school or in extended learning time?"],"of-teachers":["Gaat het om de professionalisering van schoolleiders of docenten?","Does this concern the professional development of school leaders or teachers?"],"prevents-non-attendance":["Is deze inzet bedoeld om te voorkomen dat jongeren thuis komen te zitten?","Is this meant to prevent young people from staying away from school?"],"serves-measure":["Wordt de ruimte gebruikt voor een maatregel van school of gemeente in het kader van het NP Onderwijs?","Will the room be used for a measure that a school or the municipality takes under the programme?"],"temporary":["Is de huur tijdelijk en extra?","Is the rent temporary and extra?"],"with-institute":["Gebeurt dit samen met een universiteit, hogeschool of mbo-instelling?","Is this done together with a university, a university of applied sciences or an mbo institute?"]}}');
CREATE TABLE entry (
        number INTEGER PRIMARY KEY, kind TEXT NOT NULL, day TEXT NOT NULL, recorded TEXT NOT NULL, who TEXT NOT NULL,
        year INTEGER NOT NULL, text TEXT NOT NULL, cents INTEGER, goal TEXT, verdict TEXT, refers INTEGER, ruling TEXT,
        receipt TEXT, details TEXT, hash TEXT NOT NULL
    ) STRICT;
INSERT INTO "entry" VALUES(1,'allocation','2021-10-01','2026-11-24T12:00:00Z','anna',2021,'beschikking',50000000,NULL,NULL,NULL,NULL,NULL,NULL,'ace6911bc6d8b34ed8dfcf4e1d6dca06a3c4f816b8916578e9e620ce1c8e8933');
INSERT INTO "entry" VALUES(2,'payment','2021-12-01','2026-11-24T12:00:00Z','anna',2021,'eerste termijn',20000000,NULL,NULL,NULL,NULL,NULL,'{"reference":"DUO-1"}','4a9134ab7ef425b9ea27926a9852b1e9c018a99e6f14570c4f600b0fbad28a47');
INSERT INTO "entry" VALUES(3,'payment','2022-03-01','2026-11-24T12:00:00Z','anna',2022,'',5000000,NULL,NULL,NULL,NULL,NULL,NULL,'1fb21cd1a628d54b5f711b32a5334fd5c4f71e42de46eac0c81c063b053ebc3b');
INSERT INTO "entry" VALUES(4,'reversal','2022-03-02','2026-11-24T12:00:00Z','anna',2022,'dubbel ontvangen',-5000000,NULL,NULL,3,NULL,NULL,NULL,'68da467eb37e0998b6195dc54720a8a8df5acaa0c811144a2450c68a6fe98214');
INSERT INTO "entry" VALUES(5,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'zomerschool',4850000,'catch-up','eligible',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"supplier":"Stichting Zomer","reference":"F-1","evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"grounds":[["summer-school","eligible",["zomerschool"]]]}','436cf226e9cb6eb1391d72ac0843c2969cf5c977e9f262e910309d533406fde2');
INSERT INTO "entry" VALUES(6,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'leerlingenvervoer',120000,'catch-up','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"grounds":[["transport","consult",["leerlingenvervoer"]]]}','33003f07cc37d4fc87ebd7b30c16e34efb6600968c73d4b29cfb488e43c34e50');
INSERT INTO "entry" VALUES(7,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'leerlingenvervoer',130000,'preschool','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"grounds":[["transport","consult",["leerlingenvervoer"]]]}','d502dd48735aa772aa41f8b0ede351f04aafd840c025473631db69e468c62b9c');
INSERT INTO "entry" VALUES(8,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'aanleg van glasvezel',70000,'catch-up','excluded',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"grounds":[["fibre","excluded",["aanleg","glasvezel"]],["building-works","consult",["aanleg"]]],"override":"besluit van het college","overrode":["verdict"]}','22714a29cdb22e4b58058b6ac8ebaf12f42b3a75ad58445a1045df086864f6ff');
INSERT INTO "entry" VALUES(9,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'huur van een pand',900000,'temporary-rent','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"answers":{"temporary":"no"},"grounds":[["temporary-rent","consult",["huur","pand"]]],"questions":["serves-measure"]}','2927c548590fb2db3158a9ad29d8f84e5e7d4f09bb5c375262053b1cae3f62e2');
INSERT INTO "entry" VALUES(10,'commitment','2022-09-01','2026-11-24T12:00:00Z','anna',2022,'zomerschool',1000000,'catch-up','eligible',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"grounds":[["summer-school","eligible",["zomerschool"]]]}','2a1e028ab998253e8ab1cd8895756b7146858b785c305cca3e4b991fe958dd2a');
INSERT INTO "entry" VALUES(11,'spending','2022-10-01','2026-11-24T12:00:00Z','anna',2022,'zomerschool',400000,'catch-up','eligible',10,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"grounds":[["summer-school","eligible",["zomerschool"]]]}','bff21a7a98384cb160e676962f3c4af862901d8082b6459a976516b4d1b40729');
INSERT INTO "entry" VALUES(12,'spending','2023-02-01','2026-11-24T12:00:00Z','anna',2023,'zomerschool',100000,'catch-up','eligible',10,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"grounds":[["summer-school","eligible",["zomerschool"]]]}','7fc83a67cb06c06f43d6917905ab32747a422934a5f1cbb2947fb9b4f6ecb2ec');
INSERT INTO "entry" VALUES(13,'release','2023-02-01','2026-11-24T12:00:00Z','anna',2023,'zomerschool',-500000,'catch-up',NULL,10,NULL,NULL,NULL,'4db941bf609648065a8001a9123704a4d1ef33d3e06aa3888cec1d472a43c3d1');
INSERT INTO "entry" VALUES(14,'commitment','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'leerlingenvervoer',300000,'catch-up','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"grounds":[["transport","consult",["leerlingenvervoer"]]]}','a0a3671450f83ad053f854a8b39b44cf0b8b31dda58a8bf53876672ee43a4eed');
INSERT INTO "entry" VALUES(15,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'leerlingenvervoer',50000,'catch-up','consult',14,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"grounds":[["transport","consult",["leerlingenvervoer"]]]}','9e0e9fd6ca1ce0e42c421e9c4e66a0bd3ba588a3f27abf6831fe3b644878ae5a');
INSERT INTO "entry" VALUES(16,'ruling','2023-01-10','2026-11-24T12:00:00Z','anna',2022,'akkoord',NULL,'catch-up',NULL,14,'approved',NULL,'{"by":"J. de Accountant"}','8de4297a7d690a11f45cbd391a772e8217221c25c72e6e5f1b69cc4d1a4d48a0');
INSERT INTO "entry" VALUES(17,'ruling','2023-01-10','2026-11-24T12:00:00Z','anna',2022,'',NULL,'catch-up',NULL,6,'rejected',NULL,'{"evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"by":"J. de Accountant"}','a520dc19d592e3368c02fa5e2fd9042f173f7c7ad6da7a6b493b223d231f581a');
INSERT INTO "entry" VALUES(18,'reversal','2026-11-24','2026-11-24T12:00:00Z','anna',2022,'factuur verlaagd',-4850000,'catch-up',NULL,5,NULL,NULL,NULL,'95c10f213e7fe5507aa1f2b690248466391782af115c1a9a34dae06d4153c469');
INSERT INTO "entry" VALUES(19,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'zomerschool',4800000,'catch-up','eligible',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"supplier":"Stichting Zomer","reference":"F-1","evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]],"grounds":[["summer-school","eligible",["zomerschool"]]],"corrects":5}','331ac1a30554bb45250136eeb02f69410cb57a8a86478cb02eadebcbc1abed47');
INSERT INTO "entry" VALUES(20,'reversal','2022-12-01','2026-11-24T12:00:00Z','anna',2022,'vervallen',-130000,'preschool',NULL,7,NULL,NULL,NULL,'e9030d9fea19e33a83b5e41a3499d4704f3d64ffe480589f2aaec18ac3380e09');
INSERT INTO "entry" VALUES(21,'seal','2026-11-24','2026-11-24T12:00:00Z','anna',2022,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'ad22308cc5e532b5a2aa673a5bc252243ea155cb4e6219d3da79d43dd3232f09');
INSERT INTO "entry" VALUES(22,'spending','2023-03-01','2026-11-24T12:00:00Z','anna',2023,'peuteropvang',60000,'preschool','consult',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"grounds":[["not-listed","consult",[]]]}','2a3a8ae6178b3e1171d03bb11f5857bba5f89d7de64044ba1d022fee615a46ef');
INSERT INTO "entry" VALUES(23,'reversal','2023-04-01','2026-11-24T12:00:00Z','anna',2023,'toch uit eigen middelen',-70000,'catch-up',NULL,8,NULL,NULL,NULL,'4eed97a6afc91587db41086429740ce5847ea6949e921cbab816deddb3d15b59');
INSERT INTO "entry" VALUES(24,'spending','2023-05-01','2026-11-24T12:00:00Z','anna',2023,'leerlingenvervoer',50000,'catch-up','consult',14,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"grounds":[["transport","consult",["leerlingenvervoer"]]]}','2cdcb8fc1ac434f60242059a6ba4105b325c7a47eda7195a06155e9967527ab5');
INSERT INTO "entry" VALUES(25,'reversal','2023-06-01','2026-11-24T12:00:00Z','anna',2023,'project gestopt',-200000,'catch-up',NULL,14,NULL,NULL,NULL,'5676c5935002940e2582450b94efdade6a8d5249a525ce81621a66c54e6ce700');
INSERT INTO "entry" VALUES(26,'spending','2022-07-18','2026-11-24T12:00:00Z','anna',2022,'zomerschool',20000,'catch-up','eligible',NULL,NULL,'["0.1.0","npo-spuk","2026-11-24","d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616","100798a5018c9c739e07948435226ebe827dbc793662ae782a64068a1e7db7d1"]','{"grounds":[["summer-school","eligible",["zomerschool"]]],"override":"laat ontvangen factuur","overrode":["seal"]}','d09035f3405b1db5f4eb4fcea17dcfdab953089790586a7fbc55629ce9630c5e');
INSERT INTO "entry" VALUES(27,'allocation','2023-07-01','2026-11-24T12:00:00Z','anna',2023,'verlaagd',45000000,NULL,NULL,NULL,NULL,NULL,'{"reference":"DUO-2"}','506e0ef425a64818db9ccf4c652abb34d78a287cc77826c207a044587e5b56a9');
INSERT INTO "entry" VALUES(28,'import','2026-11-24','2026-11-24T12:00:00Z','anna',2026,'ingelezen uit facturen.csv',NULL,NULL,NULL,NULL,NULL,NULL,'{"evidence":[["factuur.pdf",3,"abababababababababababababababababababababababababababababababab"]]}','0cc3020674adad89658a64f8879f0579c242638dd20d698568602e90aa3cd5d0');
CREATE TABLE ledger (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        municipality TEXT NOT NULL, pack TEXT NOT NULL, currency TEXT NOT NULL
    ) STRICT;
INSERT INTO "ledger" VALUES(1,'Oisterwijk','npo-spuk','EUR');
CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT, applied TEXT) STRICT;
INSERT INTO "migration" VALUES(1,'m001_ledger','2026-11-24T13:11:02+00:00');
CREATE TABLE total (
        year INTEGER NOT NULL, goal TEXT NOT NULL, measure TEXT NOT NULL, amount INTEGER NOT NULL,
        PRIMARY KEY (year, goal, measure)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "total" VALUES(2021,'','received',20000000);
INSERT INTO "total" VALUES(2022,'','decided-by d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616',11);
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
INSERT INTO "total" VALUES(2023,'','decided-by d646d1eef00b26e97ca10d40638c768f790c7b967548be9b2189716ca3303616',3);
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
