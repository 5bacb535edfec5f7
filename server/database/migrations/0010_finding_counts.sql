CREATE TABLE "finding_counts" (
	"cloud_account_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"region" text NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"team_id" text NOT NULL,
	"asset_type" text NOT NULL,
	"service" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "finding_counts_cloud_account_id_rule_id_region_severity_status_pk" PRIMARY KEY("cloud_account_id","rule_id","region","severity","status")
);
--> statement-breakpoint
CREATE INDEX "finding_counts_team" ON "finding_counts" USING btree ("team_id","status");--> statement-breakpoint
CREATE INDEX "findings_name" ON "findings" USING gin ("asset_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "judgements_team_failed" ON "judgements" USING btree ("team_id",cardinality("failed") desc);--> statement-breakpoint
INSERT INTO "finding_counts" SELECT "cloud_account_id", "rule_id", "region", "severity", "status", max("team_id"), max("asset_type"), max("service"), count(*)::int FROM "findings" GROUP BY 1, 2, 3, 4, 5;
