CREATE TABLE "finding_counts" (
	"team_id" text NOT NULL,
	"cloud_account_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"region" text NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"asset_type" text NOT NULL,
	"service" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "finding_counts_team_id_cloud_account_id_rule_id_region_severity_status_pk" PRIMARY KEY("team_id","cloud_account_id","rule_id","region","severity","status")
);
--> statement-breakpoint
CREATE INDEX "finding_counts_region" ON "finding_counts" USING btree ("team_id","region","status");--> statement-breakpoint
CREATE INDEX "findings_team_service" ON "findings" USING btree ("team_id","status","service","rank","opened_at","id");--> statement-breakpoint
CREATE INDEX "findings_team_assets" ON "findings" USING btree ("team_id","status","severity","cloud_account_id","asset_id");--> statement-breakpoint
CREATE INDEX "findings_name" ON "findings" USING gin ("asset_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "judgements_team_failed" ON "judgements" USING btree ("team_id",cardinality("failed") desc);--> statement-breakpoint
INSERT INTO "finding_counts" SELECT "team_id", "account", "rule_id", "place", "severity", "status", max("asset_type"), max("service"), count(*)::int FROM "findings", LATERAL (VALUES ("cloud_account_id", "region"), ("cloud_account_id", '*'), ('*', "region")) AS "grain"("account", "place") GROUP BY "team_id", "account", "rule_id", "place", "severity", "status";
