-- See README.md.
BEGIN TRANSACTION;
CREATE TABLE access_requests (
	id VARCHAR(22) NOT NULL, 
	org VARCHAR(32) NOT NULL, 
	slack_user VARCHAR(32) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE answers (
	id VARCHAR(22) NOT NULL, 
	org VARCHAR(32) NOT NULL, 
	slack_user VARCHAR(32) NOT NULL, 
	target BIGINT NOT NULL, 
	target_name VARCHAR NOT NULL, 
	"query" VARCHAR NOT NULL, 
	period_start DATETIME NOT NULL, 
	period_end DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	zone_assumed BOOLEAN NOT NULL, 
	total BIGINT NOT NULL, 
	shared BOOLEAN NOT NULL, 
	kept_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	org VARCHAR(32) NOT NULL, 
	slack_user VARCHAR(32) NOT NULL, 
	mor_username VARCHAR(255) NOT NULL, 
	target BIGINT, 
	period_start DATETIME, 
	period_end DATETIME, 
	rows INTEGER, 
	outcome VARCHAR(64) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	about VARCHAR(65) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2026-11-26 15:28:08.495217','','command line','tomford',5,NULL,NULL,NULL,'done','link','T0HARBOR1/U0OLD0000');
INSERT INTO "audit" VALUES(2,'2026-11-26 15:28:08.500278','','command line','tomford',5,NULL,NULL,NULL,'done','link','T0HARBOR1/U0OLD0001');
INSERT INTO "audit" VALUES(3,'2026-11-26 15:28:08.508195','','daily check','tomford',5,NULL,NULL,NULL,'done','suspend','T0HARBOR1/U0OLD0001');
INSERT INTO "audit" VALUES(4,'2026-11-26 15:28:08.512330','','command line','tomford',5,NULL,NULL,NULL,'done','link','T0HARBOR1/U0OLD0002');
INSERT INTO "audit" VALUES(5,'2026-11-26 15:28:08.517239','','daily check','tomford',5,NULL,NULL,NULL,'done','suspend','T0HARBOR1/U0OLD0002');
INSERT INTO "audit" VALUES(6,'2026-11-26 15:28:08.524212','','command line','tomford',5,NULL,NULL,NULL,'done','link','T0HARBOR1/U0OLD0003');
INSERT INTO "audit" VALUES(7,'2026-11-26 15:28:08.529099','','daily check','tomford',5,NULL,NULL,NULL,'done','suspend','T0HARBOR1/U0OLD0003');
INSERT INTO "audit" VALUES(8,'2026-11-26 15:28:08.536344','','command line','tomford',5,NULL,NULL,NULL,'done','link','T0HARBOR1/U0OLD0004');
INSERT INTO "audit" VALUES(9,'2026-11-26 15:28:08.541469','','daily check','tomford',5,NULL,NULL,NULL,'done','suspend','T0HARBOR1/U0OLD0004');
INSERT INTO "audit" VALUES(10,'2026-11-26 15:28:08.551925','','command line','tomford',5,NULL,NULL,NULL,'done','link','T0HARBOR1/U0OLD0005');
INSERT INTO "audit" VALUES(11,'2026-11-26 15:28:08.556335','','daily check','tomford',5,NULL,NULL,NULL,'done','suspend','T0HARBOR1/U0OLD0005');
INSERT INTO "audit" VALUES(12,'2026-11-26 15:28:08.560058','','command line','tomford',5,NULL,NULL,NULL,'done','link','T0HARBOR1/U0OLD0006');
INSERT INTO "audit" VALUES(13,'2026-11-26 15:28:08.565322','','daily check','tomford',5,NULL,NULL,NULL,'done','suspend','T0HARBOR1/U0OLD0006');
INSERT INTO "audit" VALUES(14,'2026-11-26 15:28:08.572152','','command line','tomford',5,NULL,NULL,NULL,'done','link','T0HARBOR1/U0OLD0007');
INSERT INTO "audit" VALUES(15,'2026-11-26 15:28:08.576847','','daily check','tomford',5,NULL,NULL,NULL,'done','suspend','T0HARBOR1/U0OLD0007');
INSERT INTO "audit" VALUES(16,'2026-11-26 15:28:08.579890','','command line','tomford',5,NULL,NULL,NULL,'done','link','T0HARBOR1/U0OLD0008');
INSERT INTO "audit" VALUES(17,'2026-11-26 15:28:08.584886','','daily check','tomford',5,NULL,NULL,NULL,'done','suspend','T0HARBOR1/U0OLD0008');
INSERT INTO "audit" VALUES(18,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(19,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(20,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(21,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(22,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(23,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(24,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(25,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(26,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(27,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(28,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(29,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(30,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(31,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(32,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(33,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(34,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(35,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(36,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(37,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(38,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(39,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(40,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(41,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(42,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(43,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(44,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(45,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(46,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(47,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(48,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(49,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(50,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(51,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(52,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(53,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(54,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(55,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(56,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(57,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(58,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(59,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(60,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(61,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(62,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(63,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(64,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(65,'2026-11-01 10:00:00.000000','','daily check','',NULL,NULL,NULL,NULL,'done','digest-paused','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(66,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(67,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(68,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
INSERT INTO "audit" VALUES(69,'2026-11-01 09:00:00.000000','T0HARBOR1','U0TOM0001','',NULL,NULL,NULL,NULL,'done','digest-made','T0HARBOR1/U0TOM0001');
CREATE TABLE bot_admins (
	org VARCHAR(32) NOT NULL, 
	slack_user VARCHAR(32) NOT NULL, 
	PRIMARY KEY (org, slack_user)
);
CREATE TABLE deliveries (
	digest_id INTEGER NOT NULL, 
	slot DATETIME NOT NULL, 
	attempt INTEGER NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	why VARCHAR(255) NOT NULL, 
	manual BOOLEAN NOT NULL, 
	calls BIGINT, 
	channel VARCHAR(32) NOT NULL, 
	ts VARCHAR(32) NOT NULL, 
	thread VARCHAR(32) NOT NULL, 
	claimed_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (digest_id, slot)
);
INSERT INTO "deliveries" VALUES(27,'2026-10-28 07:00:00.000000',1,'skipped','nothing was running in time, as for 3 earlier slots',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 11:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 12:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 13:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 14:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 15:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 16:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 17:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 18:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 19:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 20:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 21:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 22:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-28 23:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 00:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 01:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 02:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 03:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 04:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 05:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 06:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 07:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 11:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 12:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 13:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 14:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 15:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 16:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 17:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 18:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 19:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 20:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 21:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 22:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-29 23:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 00:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 01:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 02:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 03:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 04:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 05:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 06:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 07:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 11:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 12:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 13:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 14:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 15:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 16:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 17:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 18:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 19:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 20:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 21:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 22:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-30 23:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 00:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 01:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 02:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 03:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 04:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 05:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 06:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 07:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 11:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 12:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 13:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 14:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 15:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 16:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 17:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 18:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 19:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 20:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 21:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 22:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-10-31 23:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 00:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 01:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 02:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 03:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 04:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 05:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 06:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 07:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(27,'2026-11-01 11:00:00.000000',1,'claimed','',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 07:00:00.000000',1,'skipped','nothing was running in time, as for one earlier slot',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 11:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 12:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 13:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 14:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 15:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 16:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 17:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 18:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 19:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 20:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 21:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 22:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-28 23:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 00:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 01:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 02:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 03:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 04:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 05:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 06:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 07:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 11:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 12:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 13:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 14:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 15:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 16:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 17:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 18:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 19:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 20:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 21:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 22:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-29 23:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 00:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 01:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 02:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 03:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 04:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 05:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 06:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 07:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 11:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 12:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 13:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 14:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 15:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 16:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 17:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 18:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 19:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 20:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 21:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 22:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-30 23:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 00:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 01:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 02:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 03:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 04:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 05:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 06:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 07:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 11:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 12:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 13:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 14:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 15:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 16:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 17:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 18:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 19:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 20:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 21:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 22:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-10-31 23:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 00:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 01:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 02:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 03:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 04:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 05:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 06:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 07:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(26,'2026-11-01 11:00:00.000000',1,'claimed','',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(25,'2026-11-01 06:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(25,'2026-11-01 07:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(25,'2026-11-01 08:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(25,'2026-11-01 09:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(25,'2026-11-01 10:00:00.000000',1,'skipped','nothing was running in time',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(25,'2026-11-01 11:00:00.000000',1,'claimed','',0,NULL,'','','','2026-11-01 11:00:00.000000','2026-11-01 11:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:01:00.000000',1,'skipped','nothing was running in time',1,0,'','','','2026-11-01 09:01:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:02:00.000000',1,'skipped','the digest was deleted or paused',1,0,'','','','2026-11-01 09:02:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:03:00.000000',1,'skipped','there were no calls',1,0,'','','','2026-11-01 09:03:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:04:00.000000',1,'skipped','its owner''s link to MOR is suspended: its person is a guest in Slack, and it was not made for one',1,0,'','','','2026-11-01 09:04:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:05:00.000000',1,'skipped','its owner''s link to MOR is suspended: its person is of another Slack workspace, and it was not made for that',1,0,'','','','2026-11-01 09:05:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:06:00.000000',1,'skipped','its owner''s link to MOR is suspended: its person is deactivated in Slack',1,0,'','','','2026-11-01 09:06:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:07:00.000000',1,'skipped','its owner''s link to MOR is suspended: its person belongs to another Slack workspace or enterprise now',1,0,'','','','2026-11-01 09:07:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:08:00.000000',1,'skipped','its owner''s link to MOR is suspended: Slack no longer knows its person',1,0,'','','','2026-11-01 09:08:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:09:00.000000',1,'skipped','its owner''s link to MOR is suspended: MOR no longer knows its username',1,0,'','','','2026-11-01 09:09:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:10:00.000000',1,'skipped','its owner''s link to MOR is suspended: its username belongs to another MOR user now',1,0,'','','','2026-11-01 09:10:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:11:00.000000',1,'skipped','its owner''s link to MOR is suspended: he is on leave',1,0,'','','','2026-11-01 09:11:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:12:00.000000',1,'skipped','MOR did not confirm its owner''s link. MOR does not accept MOR_KEY_ADMIN for “tomford”',1,0,'','','','2026-11-01 09:12:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:13:00.000000',1,'skipped','MOR did not confirm its owner''s link. MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words…',1,0,'','','','2026-11-01 09:13:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:14:00.000000',1,'skipped','MOR took too long: no whole answer within 30 seconds',1,0,'','','','2026-11-01 09:14:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:15:00.000000',1,'skipped','MOR was not reached at mor.example.com',1,0,'','','','2026-11-01 09:15:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:16:00.000000',1,'skipped','MOR does not know this user',1,0,'','','','2026-11-01 09:16:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:17:00.000000',1,'skipped','MOR refused the request: Over capacity',1,0,'','','','2026-11-01 09:17:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:18:00.000000',1,'skipped','morbot is not in that channel, so it cannot post there',1,0,'','','','2026-11-01 09:18:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:19:00.000000',1,'skipped','The Slack app lacks the scope chat:write',1,0,'','','','2026-11-01 09:19:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:20:00.000000',1,'skipped','Slack does not accept the bot''s token any more (token_revoked)',1,0,'','','','2026-11-01 09:20:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:21:00.000000',1,'skipped','You have asked a lot: morbot takes 30 questions a minute from one person',1,0,'','','','2026-11-01 09:21:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:22:00.000000',1,'skipped','MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words w…',1,0,'','','','2026-11-01 09:22:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:23:00.000000',1,'skipped','its owner is not linked to a MOR user any longer',1,0,'','','','2026-11-01 09:23:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:24:00.000000',1,'skipped','its owner is no longer in this Slack workspace',1,0,'','','','2026-11-01 09:24:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:25:00.000000',1,'failed','it took too long',1,NULL,'','','','2026-11-01 09:25:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:26:00.000000',2,'claimed','it took too long',1,NULL,'','','','2026-11-01 09:26:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:27:00.000000',1,'failed','morbot was cut short in the middle of it',1,NULL,'','','','2026-11-01 09:27:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:28:00.000000',2,'claimed','morbot was cut short in the middle of it',1,NULL,'','','','2026-11-01 09:28:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:29:00.000000',1,'failed','something went wrong inside morbot (reference 4f1c2b7a9d3e)',1,NULL,'','','','2026-11-01 09:29:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:30:00.000000',2,'claimed','something went wrong inside morbot (reference 4f1c2b7a9d3e)',1,NULL,'','','','2026-11-01 09:30:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:31:00.000000',1,'failed','MOR took too long: no whole answer within 30 seconds',1,NULL,'','','','2026-11-01 09:31:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:32:00.000000',2,'claimed','MOR took too long: no whole answer within 30 seconds',1,NULL,'','','','2026-11-01 09:32:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:33:00.000000',1,'failed','MOR was not reached at mor.example.com',1,NULL,'','','','2026-11-01 09:33:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:34:00.000000',2,'claimed','MOR was not reached at mor.example.com',1,NULL,'','','','2026-11-01 09:34:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:35:00.000000',1,'failed','MOR does not know this user',1,NULL,'','','','2026-11-01 09:35:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:36:00.000000',2,'claimed','MOR does not know this user',1,NULL,'','','','2026-11-01 09:36:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:37:00.000000',1,'failed','MOR refused the request: Over capacity',1,NULL,'','','','2026-11-01 09:37:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:38:00.000000',2,'claimed','MOR refused the request: Over capacity',1,NULL,'','','','2026-11-01 09:38:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:39:00.000000',1,'failed','morbot is not in that channel, so it cannot post there',1,NULL,'','','','2026-11-01 09:39:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:40:00.000000',2,'claimed','morbot is not in that channel, so it cannot post there',1,NULL,'','','','2026-11-01 09:40:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:41:00.000000',1,'failed','The Slack app lacks the scope chat:write',1,NULL,'','','','2026-11-01 09:41:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:42:00.000000',2,'claimed','The Slack app lacks the scope chat:write',1,NULL,'','','','2026-11-01 09:42:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:43:00.000000',1,'failed','Slack does not accept the bot''s token any more (token_revoked)',1,NULL,'','','','2026-11-01 09:43:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:44:00.000000',2,'claimed','Slack does not accept the bot''s token any more (token_revoked)',1,NULL,'','','','2026-11-01 09:44:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:45:00.000000',1,'failed','You have asked a lot: morbot takes 30 questions a minute from one person',1,NULL,'','','','2026-11-01 09:45:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:46:00.000000',2,'claimed','You have asked a lot: morbot takes 30 questions a minute from one person',1,NULL,'','','','2026-11-01 09:46:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:47:00.000000',1,'failed','MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words w…',1,NULL,'','','','2026-11-01 09:47:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:48:00.000000',2,'claimed','MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words w…',1,NULL,'','','','2026-11-01 09:48:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:49:00.000000',1,'failed','MOR did not confirm its owner''s link. MOR does not accept MOR_KEY_ADMIN for “tomford”',1,NULL,'','','','2026-11-01 09:49:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:50:00.000000',2,'claimed','MOR did not confirm its owner''s link. MOR does not accept MOR_KEY_ADMIN for “tomford”',1,NULL,'','','','2026-11-01 09:50:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:51:00.000000',1,'failed','MOR did not confirm its owner''s link. MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words…',1,NULL,'','','','2026-11-01 09:51:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:52:00.000000',2,'claimed','MOR did not confirm its owner''s link. MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words…',1,NULL,'','','','2026-11-01 09:52:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:53:00.000000',1,'unknown','Slack''s answer was lost, so it may have been posted, or not',1,7,'C0NOC0001','','','2026-11-01 09:53:00.000000','2026-11-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,'2026-11-01 09:54:00.000000',1,'posted','',1,7,'C0NOC0001','1.0','','2026-11-01 09:54:00.000000','2026-11-02 09:00:00.000000');
CREATE TABLE digests (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	org VARCHAR(32) NOT NULL, 
	slack_user VARCHAR(32) NOT NULL, 
	"query" VARCHAR(1000) NOT NULL, 
	cron VARCHAR(255) NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	place VARCHAR(32) NOT NULL, 
	extras VARCHAR(1000) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	why VARCHAR(255) NOT NULL, 
	replaces INTEGER, 
	next_slot DATETIME, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL
);
INSERT INTO "digests" VALUES(1,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(2,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its schedule or time zone cannot be read any longer',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(3,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','a bot admin paused it',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(4,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner''s link to MOR is suspended: its person is a guest in Slack, and it was not made for one',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(5,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner''s link to MOR is suspended: its person is of another Slack workspace, and it was not made for that',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(6,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner''s link to MOR is suspended: its person is deactivated in Slack',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(7,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner''s link to MOR is suspended: its person belongs to another Slack workspace or enterprise now',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(8,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner''s link to MOR is suspended: Slack no longer knows its person',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(9,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner''s link to MOR is suspended: MOR no longer knows its username',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(10,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner''s link to MOR is suspended: its username belongs to another MOR user now',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(11,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner''s link to MOR is suspended: he is on leave',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(12,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','MOR did not confirm its owner''s link. MOR does not accept MOR_KEY_ADMIN for “tomford”',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(13,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','MOR did not confirm its owner''s link. MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words…',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(14,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','MOR took too long: no whole answer within 30 seconds',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(15,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','MOR was not reached at mor.example.com',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(16,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','MOR does not know this user',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(17,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','MOR refused the request: Over capacity',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(18,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','morbot is not in that channel, so it cannot post there',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(19,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','The Slack app lacks the scope chat:write',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(20,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','Slack does not accept the bot''s token any more (token_revoked)',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(21,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','You have asked a lot: morbot takes 30 questions a minute from one person',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(22,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words w…',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(23,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner is not linked to a MOR user any longer',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(24,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','paused','its owner is no longer in this Slack workspace',NULL,NULL,'2026-11-01 09:00:00.000000','2026-11-01 10:00:00.000000');
INSERT INTO "digests" VALUES(25,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','active','',NULL,'2026-11-01 12:00:00.000000','2026-11-01 09:00:00.000000','2026-11-01 09:00:00.000000');
INSERT INTO "digests" VALUES(26,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','active','',NULL,'2026-11-01 12:00:00.000000','2026-11-01 09:00:00.000000','2026-11-01 09:00:00.000000');
INSERT INTO "digests" VALUES(27,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','active','',NULL,'2026-11-01 12:00:00.000000','2026-11-01 09:00:00.000000','2026-11-01 09:00:00.000000');
INSERT INTO "digests" VALUES(28,'T0HARBOR1','U0TOM0001','yesterday','0 * * * *','UTC','C0NOC0001','{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}','active','',NULL,'2026-11-10 09:00:00.000000','2026-11-01 09:00:00.000000','2026-11-01 09:00:00.000000');
CREATE TABLE links (
	org VARCHAR(32) NOT NULL, 
	slack_user VARCHAR(32) NOT NULL, 
	mor_username VARCHAR(255) NOT NULL, 
	mor_user_id INTEGER, 
	role VARCHAR(16) NOT NULL, 
	owner_id INTEGER NOT NULL, 
	foreign_refused BOOLEAN NOT NULL, 
	external BOOLEAN NOT NULL, 
	suspended VARCHAR(255) NOT NULL, 
	created_at DATETIME NOT NULL, 
	created_by_org VARCHAR(32) NOT NULL, 
	created_by_user VARCHAR(32) NOT NULL, 
	checked_at DATETIME NOT NULL, 
	PRIMARY KEY (org, slack_user)
);
INSERT INTO "links" VALUES('T0HARBOR1','U0OLD0000','tomford',5,'user',0,0,0,'','2026-11-01 09:00:00.000000','','command line','2026-11-01 09:00:00.000000');
INSERT INTO "links" VALUES('T0HARBOR1','U0OLD0001','tomford',5,'user',0,0,0,'its person is a guest in Slack, and it was not made for one','2026-11-01 09:00:00.000000','','command line','2026-11-01 09:00:00.000000');
INSERT INTO "links" VALUES('T0HARBOR1','U0OLD0002','tomford',5,'user',0,0,0,'its person is of another Slack workspace, and it was not made for that','2026-11-01 09:00:00.000000','','command line','2026-11-01 09:00:00.000000');
INSERT INTO "links" VALUES('T0HARBOR1','U0OLD0003','tomford',5,'user',0,0,0,'its person is deactivated in Slack','2026-11-01 09:00:00.000000','','command line','2026-11-01 09:00:00.000000');
INSERT INTO "links" VALUES('T0HARBOR1','U0OLD0004','tomford',5,'user',0,0,0,'its person belongs to another Slack workspace or enterprise now','2026-11-01 09:00:00.000000','','command line','2026-11-01 09:00:00.000000');
INSERT INTO "links" VALUES('T0HARBOR1','U0OLD0005','tomford',5,'user',0,0,0,'Slack no longer knows its person','2026-11-01 09:00:00.000000','','command line','2026-11-01 09:00:00.000000');
INSERT INTO "links" VALUES('T0HARBOR1','U0OLD0006','tomford',5,'user',0,0,0,'MOR no longer knows its username','2026-11-01 09:00:00.000000','','command line','2026-11-01 09:00:00.000000');
INSERT INTO "links" VALUES('T0HARBOR1','U0OLD0007','tomford',5,'user',0,0,0,'its username belongs to another MOR user now','2026-11-01 09:00:00.000000','','command line','2026-11-01 09:00:00.000000');
INSERT INTO "links" VALUES('T0HARBOR1','U0OLD0008','tomford',5,'user',0,0,0,'he is on leave','2026-11-01 09:00:00.000000','','command line','2026-11-01 09:00:00.000000');
CREATE TABLE replicas (
	id VARCHAR(64) NOT NULL, 
	seen_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE saved_searches (
	id VARCHAR(22) NOT NULL, 
	org VARCHAR(32) NOT NULL, 
	slack_user VARCHAR(32) NOT NULL, 
	name VARCHAR(50) NOT NULL, 
	text VARCHAR NOT NULL, 
	saved_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX links_by_slack_user ON links (slack_user);
CREATE INDEX audit_by_person ON audit (org, slack_user);
CREATE INDEX answers_by_age ON answers (kept_at);
CREATE INDEX access_requests_by_person ON access_requests (org, slack_user);
CREATE INDEX digests_due ON digests (next_slot);
CREATE INDEX digests_by_owner ON digests (org, slack_user);
CREATE INDEX deliveries_by_state ON deliveries (state, changed_at);
CREATE INDEX deliveries_by_age ON deliveries (changed_at);
CREATE INDEX saved_searches_by_person ON saved_searches (org, slack_user);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('digests',28);
COMMIT;
