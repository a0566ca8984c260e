-- See README.md.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.access_requests (
    id character varying(22) NOT NULL,
    org character varying(32) NOT NULL,
    slack_user character varying(32) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    outcome character varying(16) NOT NULL
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.answers (
    id character varying(22) NOT NULL,
    org character varying(32) NOT NULL,
    slack_user character varying(32) NOT NULL,
    target bigint NOT NULL,
    target_name character varying NOT NULL,
    query character varying NOT NULL,
    period_start timestamp with time zone NOT NULL,
    period_end timestamp with time zone NOT NULL,
    zone character varying(64) NOT NULL,
    zone_assumed boolean NOT NULL,
    total bigint NOT NULL,
    shared boolean NOT NULL,
    kept_at timestamp with time zone NOT NULL
);
CREATE TABLE public.audit (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    org character varying(32) NOT NULL,
    slack_user character varying(32) NOT NULL,
    mor_username character varying(255) NOT NULL,
    target bigint,
    period_start timestamp with time zone,
    period_end timestamp with time zone,
    rows integer,
    outcome character varying(64) NOT NULL,
    kind character varying(32) NOT NULL,
    about character varying(65) NOT NULL
);
CREATE SEQUENCE public.audit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;
CREATE TABLE public.bot_admins (
    org character varying(32) NOT NULL,
    slack_user character varying(32) NOT NULL
);
CREATE TABLE public.deliveries (
    digest_id integer NOT NULL,
    slot timestamp with time zone NOT NULL,
    attempt integer NOT NULL,
    state character varying(16) NOT NULL,
    why character varying(255) NOT NULL,
    manual boolean NOT NULL,
    calls bigint,
    channel character varying(32) NOT NULL,
    ts character varying(32) NOT NULL,
    thread character varying(32) NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.digests (
    id integer NOT NULL,
    org character varying(32) NOT NULL,
    slack_user character varying(32) NOT NULL,
    query character varying(1000) NOT NULL,
    cron character varying(255) NOT NULL,
    zone character varying(64) NOT NULL,
    place character varying(32) NOT NULL,
    extras character varying(1000) NOT NULL,
    state character varying(16) NOT NULL,
    why character varying(255) NOT NULL,
    replaces integer,
    next_slot timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.digests_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.digests_id_seq OWNED BY public.digests.id;
CREATE TABLE public.links (
    org character varying(32) NOT NULL,
    slack_user character varying(32) NOT NULL,
    mor_username character varying(255) NOT NULL,
    mor_user_id integer,
    role character varying(16) NOT NULL,
    owner_id integer NOT NULL,
    foreign_refused boolean NOT NULL,
    external boolean NOT NULL,
    suspended character varying(255) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_org character varying(32) NOT NULL,
    created_by_user character varying(32) NOT NULL,
    checked_at timestamp with time zone NOT NULL
);
CREATE TABLE public.replicas (
    id character varying(64) NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
CREATE TABLE public.saved_searches (
    id character varying(22) NOT NULL,
    org character varying(32) NOT NULL,
    slack_user character varying(32) NOT NULL,
    name character varying(50) NOT NULL,
    text character varying NOT NULL,
    saved_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);
ALTER TABLE ONLY public.digests ALTER COLUMN id SET DEFAULT nextval('public.digests_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0005');
INSERT INTO public.audit VALUES (1, '2026-11-26 15:28:11.779093+00', '', 'command line', 'tomford', 5, NULL, NULL, NULL, 'done', 'link', 'T0HARBOR1/U0OLD0000');
INSERT INTO public.audit VALUES (2, '2026-11-26 15:28:11.784091+00', '', 'command line', 'tomford', 5, NULL, NULL, NULL, 'done', 'link', 'T0HARBOR1/U0OLD0001');
INSERT INTO public.audit VALUES (3, '2026-11-26 15:28:11.794567+00', '', 'daily check', 'tomford', 5, NULL, NULL, NULL, 'done', 'suspend', 'T0HARBOR1/U0OLD0001');
INSERT INTO public.audit VALUES (4, '2026-11-26 15:28:11.803097+00', '', 'command line', 'tomford', 5, NULL, NULL, NULL, 'done', 'link', 'T0HARBOR1/U0OLD0002');
INSERT INTO public.audit VALUES (5, '2026-11-26 15:28:11.811062+00', '', 'daily check', 'tomford', 5, NULL, NULL, NULL, 'done', 'suspend', 'T0HARBOR1/U0OLD0002');
INSERT INTO public.audit VALUES (6, '2026-11-26 15:28:11.819041+00', '', 'command line', 'tomford', 5, NULL, NULL, NULL, 'done', 'link', 'T0HARBOR1/U0OLD0003');
INSERT INTO public.audit VALUES (7, '2026-11-26 15:28:11.825138+00', '', 'daily check', 'tomford', 5, NULL, NULL, NULL, 'done', 'suspend', 'T0HARBOR1/U0OLD0003');
INSERT INTO public.audit VALUES (8, '2026-11-26 15:28:11.832084+00', '', 'command line', 'tomford', 5, NULL, NULL, NULL, 'done', 'link', 'T0HARBOR1/U0OLD0004');
INSERT INTO public.audit VALUES (9, '2026-11-26 15:28:11.841135+00', '', 'daily check', 'tomford', 5, NULL, NULL, NULL, 'done', 'suspend', 'T0HARBOR1/U0OLD0004');
INSERT INTO public.audit VALUES (10, '2026-11-26 15:28:11.848209+00', '', 'command line', 'tomford', 5, NULL, NULL, NULL, 'done', 'link', 'T0HARBOR1/U0OLD0005');
INSERT INTO public.audit VALUES (11, '2026-11-26 15:28:11.857159+00', '', 'daily check', 'tomford', 5, NULL, NULL, NULL, 'done', 'suspend', 'T0HARBOR1/U0OLD0005');
INSERT INTO public.audit VALUES (12, '2026-11-26 15:28:11.862959+00', '', 'command line', 'tomford', 5, NULL, NULL, NULL, 'done', 'link', 'T0HARBOR1/U0OLD0006');
INSERT INTO public.audit VALUES (13, '2026-11-26 15:28:11.873522+00', '', 'daily check', 'tomford', 5, NULL, NULL, NULL, 'done', 'suspend', 'T0HARBOR1/U0OLD0006');
INSERT INTO public.audit VALUES (14, '2026-11-26 15:28:11.883065+00', '', 'command line', 'tomford', 5, NULL, NULL, NULL, 'done', 'link', 'T0HARBOR1/U0OLD0007');
INSERT INTO public.audit VALUES (15, '2026-11-26 15:28:11.891015+00', '', 'daily check', 'tomford', 5, NULL, NULL, NULL, 'done', 'suspend', 'T0HARBOR1/U0OLD0007');
INSERT INTO public.audit VALUES (16, '2026-11-26 15:28:11.896056+00', '', 'command line', 'tomford', 5, NULL, NULL, NULL, 'done', 'link', 'T0HARBOR1/U0OLD0008');
INSERT INTO public.audit VALUES (17, '2026-11-26 15:28:11.905091+00', '', 'daily check', 'tomford', 5, NULL, NULL, NULL, 'done', 'suspend', 'T0HARBOR1/U0OLD0008');
INSERT INTO public.audit VALUES (18, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (19, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (20, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (21, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (22, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (23, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (24, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (25, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (26, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (27, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (28, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (29, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (30, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (31, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (32, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (33, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (34, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (35, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (36, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (37, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (38, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (39, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (40, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (41, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (42, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (43, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (44, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (45, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (46, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (47, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (48, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (49, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (50, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (51, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (52, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (53, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (54, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (55, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (56, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (57, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (58, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (59, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (60, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (61, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (62, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (63, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (64, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (65, '2026-11-01 10:00:00+00', '', 'daily check', '', NULL, NULL, NULL, NULL, 'done', 'digest-paused', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (66, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (67, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (68, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.audit VALUES (69, '2026-11-01 09:00:00+00', 'T0HARBOR1', 'U0TOM0001', '', NULL, NULL, NULL, NULL, 'done', 'digest-made', 'T0HARBOR1/U0TOM0001');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 07:00:00+00', 1, 'skipped', 'nothing was running in time, as for 3 earlier slots', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 11:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 12:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 13:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 14:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 15:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 16:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 17:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 18:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 19:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 20:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 21:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 22:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-28 23:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 00:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 01:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 02:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 03:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 04:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 05:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 06:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 07:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 11:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 12:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 13:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 14:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 15:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 16:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 17:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 18:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 19:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 20:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 21:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 22:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-29 23:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 00:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 01:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 02:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 03:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 04:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 05:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 06:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 07:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 11:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 12:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 13:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 14:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 15:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 16:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 17:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 18:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 19:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 20:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 21:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 22:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-30 23:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 00:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 01:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 02:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 03:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 04:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 05:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 06:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 07:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 11:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 12:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 13:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 14:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 15:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 16:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 17:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 18:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 19:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 20:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 21:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 22:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-10-31 23:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 00:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 01:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 02:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 03:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 04:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 05:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 06:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 07:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (27, '2026-11-01 11:00:00+00', 1, 'claimed', '', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 07:00:00+00', 1, 'skipped', 'nothing was running in time, as for one earlier slot', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 11:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 12:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 13:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 14:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 15:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 16:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 17:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 18:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 19:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 20:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 21:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 22:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-28 23:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 00:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 01:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 02:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 03:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 04:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 05:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 06:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 07:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 11:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 12:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 13:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 14:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 15:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 16:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 17:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 18:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 19:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 20:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 21:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 22:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-29 23:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 00:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 01:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 02:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 03:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 04:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 05:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 06:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 07:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 11:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 12:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 13:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 14:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 15:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 16:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 17:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 18:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 19:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 20:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 21:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 22:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-30 23:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 00:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 01:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 02:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 03:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 04:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 05:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 06:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 07:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 11:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 12:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 13:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 14:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 15:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 16:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 17:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 18:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 19:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 20:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 21:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 22:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-10-31 23:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 00:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 01:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 02:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 03:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 04:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 05:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 06:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 07:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (26, '2026-11-01 11:00:00+00', 1, 'claimed', '', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (25, '2026-11-01 06:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (25, '2026-11-01 07:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (25, '2026-11-01 08:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (25, '2026-11-01 09:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (25, '2026-11-01 10:00:00+00', 1, 'skipped', 'nothing was running in time', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (25, '2026-11-01 11:00:00+00', 1, 'claimed', '', false, NULL, '', '', '', '2026-11-01 11:00:00+00', '2026-11-01 11:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:01:00+00', 1, 'skipped', 'nothing was running in time', true, 0, '', '', '', '2026-11-01 09:01:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:02:00+00', 1, 'skipped', 'the digest was deleted or paused', true, 0, '', '', '', '2026-11-01 09:02:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:03:00+00', 1, 'skipped', 'there were no calls', true, 0, '', '', '', '2026-11-01 09:03:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:04:00+00', 1, 'skipped', 'its owner''s link to MOR is suspended: its person is a guest in Slack, and it was not made for one', true, 0, '', '', '', '2026-11-01 09:04:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:05:00+00', 1, 'skipped', 'its owner''s link to MOR is suspended: its person is of another Slack workspace, and it was not made for that', true, 0, '', '', '', '2026-11-01 09:05:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:06:00+00', 1, 'skipped', 'its owner''s link to MOR is suspended: its person is deactivated in Slack', true, 0, '', '', '', '2026-11-01 09:06:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:07:00+00', 1, 'skipped', 'its owner''s link to MOR is suspended: its person belongs to another Slack workspace or enterprise now', true, 0, '', '', '', '2026-11-01 09:07:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:08:00+00', 1, 'skipped', 'its owner''s link to MOR is suspended: Slack no longer knows its person', true, 0, '', '', '', '2026-11-01 09:08:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:09:00+00', 1, 'skipped', 'its owner''s link to MOR is suspended: MOR no longer knows its username', true, 0, '', '', '', '2026-11-01 09:09:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:10:00+00', 1, 'skipped', 'its owner''s link to MOR is suspended: its username belongs to another MOR user now', true, 0, '', '', '', '2026-11-01 09:10:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:11:00+00', 1, 'skipped', 'its owner''s link to MOR is suspended: he is on leave', true, 0, '', '', '', '2026-11-01 09:11:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:12:00+00', 1, 'skipped', 'MOR did not confirm its owner''s link. MOR does not accept MOR_KEY_ADMIN for “tomford”', true, 0, '', '', '', '2026-11-01 09:12:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:13:00+00', 1, 'skipped', 'MOR did not confirm its owner''s link. MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words…', true, 0, '', '', '', '2026-11-01 09:13:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:14:00+00', 1, 'skipped', 'MOR took too long: no whole answer within 30 seconds', true, 0, '', '', '', '2026-11-01 09:14:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:15:00+00', 1, 'skipped', 'MOR was not reached at mor.example.com', true, 0, '', '', '', '2026-11-01 09:15:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:16:00+00', 1, 'skipped', 'MOR does not know this user', true, 0, '', '', '', '2026-11-01 09:16:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:17:00+00', 1, 'skipped', 'MOR refused the request: Over capacity', true, 0, '', '', '', '2026-11-01 09:17:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:18:00+00', 1, 'skipped', 'morbot is not in that channel, so it cannot post there', true, 0, '', '', '', '2026-11-01 09:18:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:19:00+00', 1, 'skipped', 'The Slack app lacks the scope chat:write', true, 0, '', '', '', '2026-11-01 09:19:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:20:00+00', 1, 'skipped', 'Slack does not accept the bot''s token any more (token_revoked)', true, 0, '', '', '', '2026-11-01 09:20:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:21:00+00', 1, 'skipped', 'You have asked a lot: morbot takes 30 questions a minute from one person', true, 0, '', '', '', '2026-11-01 09:21:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:22:00+00', 1, 'skipped', 'MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words w…', true, 0, '', '', '', '2026-11-01 09:22:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:23:00+00', 1, 'skipped', 'its owner is not linked to a MOR user any longer', true, 0, '', '', '', '2026-11-01 09:23:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:24:00+00', 1, 'skipped', 'its owner is no longer in this Slack workspace', true, 0, '', '', '', '2026-11-01 09:24:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:25:00+00', 1, 'failed', 'it took too long', true, NULL, '', '', '', '2026-11-01 09:25:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:26:00+00', 2, 'claimed', 'it took too long', true, NULL, '', '', '', '2026-11-01 09:26:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:27:00+00', 1, 'failed', 'morbot was cut short in the middle of it', true, NULL, '', '', '', '2026-11-01 09:27:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:28:00+00', 2, 'claimed', 'morbot was cut short in the middle of it', true, NULL, '', '', '', '2026-11-01 09:28:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:29:00+00', 1, 'failed', 'something went wrong inside morbot (reference 4f1c2b7a9d3e)', true, NULL, '', '', '', '2026-11-01 09:29:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:30:00+00', 2, 'claimed', 'something went wrong inside morbot (reference 4f1c2b7a9d3e)', true, NULL, '', '', '', '2026-11-01 09:30:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:31:00+00', 1, 'failed', 'MOR took too long: no whole answer within 30 seconds', true, NULL, '', '', '', '2026-11-01 09:31:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:32:00+00', 2, 'claimed', 'MOR took too long: no whole answer within 30 seconds', true, NULL, '', '', '', '2026-11-01 09:32:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:33:00+00', 1, 'failed', 'MOR was not reached at mor.example.com', true, NULL, '', '', '', '2026-11-01 09:33:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:34:00+00', 2, 'claimed', 'MOR was not reached at mor.example.com', true, NULL, '', '', '', '2026-11-01 09:34:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:35:00+00', 1, 'failed', 'MOR does not know this user', true, NULL, '', '', '', '2026-11-01 09:35:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:36:00+00', 2, 'claimed', 'MOR does not know this user', true, NULL, '', '', '', '2026-11-01 09:36:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:37:00+00', 1, 'failed', 'MOR refused the request: Over capacity', true, NULL, '', '', '', '2026-11-01 09:37:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:38:00+00', 2, 'claimed', 'MOR refused the request: Over capacity', true, NULL, '', '', '', '2026-11-01 09:38:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:39:00+00', 1, 'failed', 'morbot is not in that channel, so it cannot post there', true, NULL, '', '', '', '2026-11-01 09:39:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:40:00+00', 2, 'claimed', 'morbot is not in that channel, so it cannot post there', true, NULL, '', '', '', '2026-11-01 09:40:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:41:00+00', 1, 'failed', 'The Slack app lacks the scope chat:write', true, NULL, '', '', '', '2026-11-01 09:41:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:42:00+00', 2, 'claimed', 'The Slack app lacks the scope chat:write', true, NULL, '', '', '', '2026-11-01 09:42:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:43:00+00', 1, 'failed', 'Slack does not accept the bot''s token any more (token_revoked)', true, NULL, '', '', '', '2026-11-01 09:43:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:44:00+00', 2, 'claimed', 'Slack does not accept the bot''s token any more (token_revoked)', true, NULL, '', '', '', '2026-11-01 09:44:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:45:00+00', 1, 'failed', 'You have asked a lot: morbot takes 30 questions a minute from one person', true, NULL, '', '', '', '2026-11-01 09:45:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:46:00+00', 2, 'claimed', 'You have asked a lot: morbot takes 30 questions a minute from one person', true, NULL, '', '', '', '2026-11-01 09:46:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:47:00+00', 1, 'failed', 'MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words w…', true, NULL, '', '', '', '2026-11-01 09:47:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:48:00+00', 2, 'claimed', 'MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words w…', true, NULL, '', '', '', '2026-11-01 09:48:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:49:00+00', 1, 'failed', 'MOR did not confirm its owner''s link. MOR does not accept MOR_KEY_ADMIN for “tomford”', true, NULL, '', '', '', '2026-11-01 09:49:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:50:00+00', 2, 'claimed', 'MOR did not confirm its owner''s link. MOR does not accept MOR_KEY_ADMIN for “tomford”', true, NULL, '', '', '', '2026-11-01 09:50:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:51:00+00', 1, 'failed', 'MOR did not confirm its owner''s link. MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words…', true, NULL, '', '', '', '2026-11-01 09:51:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:52:00+00', 2, 'claimed', 'MOR did not confirm its owner''s link. MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words…', true, NULL, '', '', '', '2026-11-01 09:52:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:53:00+00', 1, 'unknown', 'Slack''s answer was lost, so it may have been posted, or not', true, 7, 'C0NOC0001', '', '', '2026-11-01 09:53:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.deliveries VALUES (28, '2026-11-01 09:54:00+00', 1, 'posted', '', true, 7, 'C0NOC0001', '1.0', '', '2026-11-01 09:54:00+00', '2026-11-02 09:00:00+00');
INSERT INTO public.digests VALUES (1, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', '', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (2, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its schedule or time zone cannot be read any longer', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (3, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'a bot admin paused it', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (4, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner''s link to MOR is suspended: its person is a guest in Slack, and it was not made for one', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (5, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner''s link to MOR is suspended: its person is of another Slack workspace, and it was not made for that', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (6, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner''s link to MOR is suspended: its person is deactivated in Slack', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (7, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner''s link to MOR is suspended: its person belongs to another Slack workspace or enterprise now', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (8, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner''s link to MOR is suspended: Slack no longer knows its person', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (9, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner''s link to MOR is suspended: MOR no longer knows its username', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (10, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner''s link to MOR is suspended: its username belongs to another MOR user now', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (11, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner''s link to MOR is suspended: he is on leave', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (12, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'MOR did not confirm its owner''s link. MOR does not accept MOR_KEY_ADMIN for “tomford”', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (13, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'MOR did not confirm its owner''s link. MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words…', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (14, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'MOR took too long: no whole answer within 30 seconds', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (15, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'MOR was not reached at mor.example.com', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (16, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'MOR does not know this user', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (17, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'MOR refused the request: Over capacity', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (18, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'morbot is not in that channel, so it cannot post there', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (19, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'The Slack app lacks the scope chat:write', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (20, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'Slack does not accept the bot''s token any more (token_revoked)', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (21, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'You have asked a lot: morbot takes 30 questions a minute from one person', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (22, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'MOR refused the request: words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words w…', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (23, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner is not linked to a MOR user any longer', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (24, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'paused', 'its owner is no longer in this Slack workspace', NULL, NULL, '2026-11-01 09:00:00+00', '2026-11-01 10:00:00+00');
INSERT INTO public.digests VALUES (26, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'active', '', NULL, '2026-11-01 12:00:00+00', '2026-11-01 09:00:00+00', '2026-11-01 09:00:00+00');
INSERT INTO public.digests VALUES (27, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'active', '', NULL, '2026-11-01 12:00:00+00', '2026-11-01 09:00:00+00', '2026-11-01 09:00:00+00');
INSERT INTO public.digests VALUES (25, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'active', '', NULL, '2026-11-01 12:00:00+00', '2026-11-01 09:00:00+00', '2026-11-01 09:00:00+00');
INSERT INTO public.digests VALUES (28, 'T0HARBOR1', 'U0TOM0001', 'yesterday', '0 * * * *', 'UTC', 'C0NOC0001', '{"skip_empty": false, "thread": false, "rows": false, "new_ips": 0, "alert_above": null, "mention": ""}', 'active', '', NULL, '2026-11-10 09:00:00+00', '2026-11-01 09:00:00+00', '2026-11-01 09:00:00+00');
INSERT INTO public.links VALUES ('T0HARBOR1', 'U0OLD0000', 'tomford', 5, 'user', 0, false, false, '', '2026-11-01 09:00:00+00', '', 'command line', '2026-11-01 09:00:00+00');
INSERT INTO public.links VALUES ('T0HARBOR1', 'U0OLD0001', 'tomford', 5, 'user', 0, false, false, 'its person is a guest in Slack, and it was not made for one', '2026-11-01 09:00:00+00', '', 'command line', '2026-11-01 09:00:00+00');
INSERT INTO public.links VALUES ('T0HARBOR1', 'U0OLD0002', 'tomford', 5, 'user', 0, false, false, 'its person is of another Slack workspace, and it was not made for that', '2026-11-01 09:00:00+00', '', 'command line', '2026-11-01 09:00:00+00');
INSERT INTO public.links VALUES ('T0HARBOR1', 'U0OLD0003', 'tomford', 5, 'user', 0, false, false, 'its person is deactivated in Slack', '2026-11-01 09:00:00+00', '', 'command line', '2026-11-01 09:00:00+00');
INSERT INTO public.links VALUES ('T0HARBOR1', 'U0OLD0004', 'tomford', 5, 'user', 0, false, false, 'its person belongs to another Slack workspace or enterprise now', '2026-11-01 09:00:00+00', '', 'command line', '2026-11-01 09:00:00+00');
INSERT INTO public.links VALUES ('T0HARBOR1', 'U0OLD0005', 'tomford', 5, 'user', 0, false, false, 'Slack no longer knows its person', '2026-11-01 09:00:00+00', '', 'command line', '2026-11-01 09:00:00+00');
INSERT INTO public.links VALUES ('T0HARBOR1', 'U0OLD0006', 'tomford', 5, 'user', 0, false, false, 'MOR no longer knows its username', '2026-11-01 09:00:00+00', '', 'command line', '2026-11-01 09:00:00+00');
INSERT INTO public.links VALUES ('T0HARBOR1', 'U0OLD0007', 'tomford', 5, 'user', 0, false, false, 'its username belongs to another MOR user now', '2026-11-01 09:00:00+00', '', 'command line', '2026-11-01 09:00:00+00');
INSERT INTO public.links VALUES ('T0HARBOR1', 'U0OLD0008', 'tomford', 5, 'user', 0, false, false, 'he is on leave', '2026-11-01 09:00:00+00', '', 'command line', '2026-11-01 09:00:00+00');
SELECT pg_catalog.setval('public.audit_id_seq', 69, true);
SELECT pg_catalog.setval('public.digests_id_seq', 28, true);
ALTER TABLE ONLY public.access_requests
    ADD CONSTRAINT access_requests_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.answers
    ADD CONSTRAINT answers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bot_admins
    ADD CONSTRAINT bot_admins_pkey PRIMARY KEY (org, slack_user);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (digest_id, slot);
ALTER TABLE ONLY public.digests
    ADD CONSTRAINT digests_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_pkey PRIMARY KEY (org, slack_user);
ALTER TABLE ONLY public.replicas
    ADD CONSTRAINT replicas_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.saved_searches
    ADD CONSTRAINT saved_searches_pkey PRIMARY KEY (id);
CREATE INDEX access_requests_by_person ON public.access_requests USING btree (org, slack_user);
CREATE INDEX answers_by_age ON public.answers USING btree (kept_at);
CREATE INDEX audit_by_person ON public.audit USING btree (org, slack_user);
CREATE INDEX deliveries_by_age ON public.deliveries USING btree (changed_at);
CREATE INDEX deliveries_by_state ON public.deliveries USING btree (state, changed_at);
CREATE INDEX digests_by_owner ON public.digests USING btree (org, slack_user);
CREATE INDEX digests_due ON public.digests USING btree (next_slot);
CREATE INDEX links_by_slack_user ON public.links USING btree (slack_user);
CREATE INDEX saved_searches_by_person ON public.saved_searches USING btree (org, slack_user);
