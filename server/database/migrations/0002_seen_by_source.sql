CREATE TABLE "asset_sources" (
	"cloud_account_id" text NOT NULL,
	"source" text NOT NULL,
	"listed_at" jsonb NOT NULL,
	CONSTRAINT "asset_sources_cloud_account_id_source_pk" PRIMARY KEY("cloud_account_id","source")
);
--> statement-breakpoint
DROP INDEX "assets_source";--> statement-breakpoint
DROP INDEX "scans_newest";--> statement-breakpoint
ALTER TABLE "scan_parts" ADD COLUMN "claim" text;--> statement-breakpoint
ALTER TABLE "scan_parts" ADD COLUMN "calls" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "scans" ADD COLUMN "totals" jsonb;--> statement-breakpoint
CREATE INDEX "assets_source" ON "assets" USING btree ("cloud_account_id","source","id");--> statement-breakpoint
CREATE INDEX "scans_newest" ON "scans" USING btree ("cloud_account_id","queued_at","id");--> statement-breakpoint
ALTER TABLE "assets" DROP COLUMN "last_scan_id";