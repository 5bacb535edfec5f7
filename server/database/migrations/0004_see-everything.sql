CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "asset_counts" (
	"cloud_account_id" text NOT NULL,
	"team_id" text NOT NULL,
	"service" text NOT NULL,
	"region" text NOT NULL,
	"type" text NOT NULL,
	"present" integer NOT NULL,
	CONSTRAINT "asset_counts_cloud_account_id_service_region_type_pk" PRIMARY KEY("cloud_account_id","service","region","type")
);
--> statement-breakpoint
CREATE TABLE "asset_sources" (
	"cloud_account_id" text NOT NULL,
	"service" text NOT NULL,
	"listed_at" jsonb NOT NULL,
	CONSTRAINT "asset_sources_cloud_account_id_service_pk" PRIMARY KEY("cloud_account_id","service")
);
--> statement-breakpoint
CREATE TABLE "asset_versions" (
	"cloud_account_id" text NOT NULL,
	"id" text NOT NULL,
	"asset_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"scan_id" text NOT NULL,
	"kind" text NOT NULL,
	"fields" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"before" jsonb,
	CONSTRAINT "asset_versions_cloud_account_id_id_pk" PRIMARY KEY("cloud_account_id","id")
);
--> statement-breakpoint
CREATE TABLE "saved_filters" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scan_parts" (
	"cloud_account_id" text NOT NULL,
	"scan_id" text NOT NULL,
	"service" text NOT NULL,
	"state" text NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"worker" text,
	"claim" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"assets" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"deleted" integer DEFAULT 0 NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"regions" jsonb NOT NULL,
	"ledger" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"gaps" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "scan_parts_cloud_account_id_scan_id_service_pk" PRIMARY KEY("cloud_account_id","scan_id","service")
);
--> statement-breakpoint
CREATE TABLE "scan_schedules" (
	"cloud_account_id" text PRIMARY KEY NOT NULL,
	"interval_minutes" integer,
	"cron" text,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"regions" jsonb,
	"services" jsonb,
	"is_paused" boolean DEFAULT false NOT NULL,
	"next_at" timestamp with time zone,
	"updated_by" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scan_workers" (
	"id" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "content_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "assets" ALTER COLUMN "content_hash" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "assets" ALTER COLUMN "search_text" DROP DEFAULT;--> statement-breakpoint
UPDATE "assets" SET "search_text" = lower("name" || ' ' || "arn");--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "names" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "resource_id" text;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "first_scan_id" text;--> statement-breakpoint
ALTER TABLE "scans" ADD COLUMN "regions" jsonb;--> statement-breakpoint
ALTER TABLE "scans" ADD COLUMN "services" jsonb;--> statement-breakpoint
CREATE INDEX "asset_counts_team" ON "asset_counts" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "asset_versions_asset" ON "asset_versions" USING btree ("cloud_account_id","asset_id","at");--> statement-breakpoint
CREATE INDEX "asset_versions_scan" ON "asset_versions" USING btree ("cloud_account_id","scan_id");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_filters_name" ON "saved_filters" USING btree ("team_id","user_id","name");--> statement-breakpoint
CREATE INDEX "scan_parts_open" ON "scan_parts" USING btree ("priority","scan_id") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "scan_schedules_due" ON "scan_schedules" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "assets_team_type" ON "assets" USING btree ("team_id","type","name","id");--> statement-breakpoint
CREATE INDEX "assets_team_region" ON "assets" USING btree ("team_id","region","name","id");--> statement-breakpoint
CREATE INDEX "assets_team_changed" ON "assets" USING btree ("team_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "assets_account_name" ON "assets" USING btree ("cloud_account_id","name","id");--> statement-breakpoint
CREATE INDEX "assets_first_scan" ON "assets" USING btree ("cloud_account_id","first_scan_id");--> statement-breakpoint
CREATE INDEX "assets_resource_id" ON "assets" USING btree ("team_id","resource_id") WHERE resource_id is not null;--> statement-breakpoint
CREATE INDEX "assets_names" ON "assets" USING gin ("names");--> statement-breakpoint
CREATE INDEX "assets_tags" ON "assets" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "assets_search" ON "assets" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
INSERT INTO "asset_counts" ("cloud_account_id", "team_id", "service", "region", "type", "present")
SELECT "cloud_account_id", "team_id", "service", "region", "type", count(*) FROM "assets" WHERE "deleted_at" IS NULL
GROUP BY "cloud_account_id", "team_id", "service", "region", "type";--> statement-breakpoint
UPDATE "scans" SET "state" = 'failed', "finished_at" = now(), "failure" = '{"code":"scan_interrupted","detail":"CloudCoreo was brought up to date while this scan ran.","mend":"Start another scan."}'
WHERE "state" IN ('queued', 'running');
