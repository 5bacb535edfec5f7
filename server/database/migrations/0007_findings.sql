CREATE TABLE "finding_events" (
	"cloud_account_id" text NOT NULL,
	"id" text NOT NULL,
	"finding_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"resolved_by" text,
	CONSTRAINT "finding_events_cloud_account_id_id_pk" PRIMARY KEY("cloud_account_id","id")
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"cloud_account_id" text NOT NULL,
	"id" text NOT NULL,
	"team_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"asset_id" text NOT NULL,
	"status" text NOT NULL,
	"severity" text NOT NULL,
	"rank" integer NOT NULL,
	"asset_type" text NOT NULL,
	"asset_name" text NOT NULL,
	"service" text NOT NULL,
	"region" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"times_opened" integer NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" text,
	CONSTRAINT "findings_cloud_account_id_id_pk" PRIMARY KEY("cloud_account_id","id")
);
--> statement-breakpoint
CREATE TABLE "judged_accounts" (
	"cloud_account_id" text PRIMARY KEY NOT NULL,
	"judged_until" timestamp with time zone NOT NULL,
	"rules" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "judgements" (
	"cloud_account_id" text NOT NULL,
	"asset_id" text NOT NULL,
	"team_id" text NOT NULL,
	"passed" text[] NOT NULL,
	"failed" text[] NOT NULL,
	"unsettled" jsonb NOT NULL,
	"judged_at" timestamp with time zone NOT NULL,
	CONSTRAINT "judgements_cloud_account_id_asset_id_pk" PRIMARY KEY("cloud_account_id","asset_id")
);
--> statement-breakpoint
CREATE TABLE "rule_counts" (
	"cloud_account_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"team_id" text NOT NULL,
	"passed" integer NOT NULL,
	"failed" integer NOT NULL,
	"unknown" integer NOT NULL,
	"broken" integer NOT NULL,
	CONSTRAINT "rule_counts_cloud_account_id_rule_id_pk" PRIMARY KEY("cloud_account_id","rule_id")
);
--> statement-breakpoint
CREATE INDEX "finding_events_finding" ON "finding_events" USING btree ("cloud_account_id","finding_id","at");--> statement-breakpoint
CREATE INDEX "findings_by_id" ON "findings" USING btree ("id");--> statement-breakpoint
CREATE INDEX "findings_asset" ON "findings" USING btree ("cloud_account_id","asset_id");--> statement-breakpoint
CREATE INDEX "findings_team_rank" ON "findings" USING btree ("team_id","status","rank","opened_at","id");--> statement-breakpoint
CREATE INDEX "findings_team_opened" ON "findings" USING btree ("team_id","status","opened_at","id");--> statement-breakpoint
CREATE INDEX "findings_team_rule" ON "findings" USING btree ("team_id","rule_id","status","opened_at","id");--> statement-breakpoint
CREATE INDEX "findings_account" ON "findings" USING btree ("cloud_account_id","status","rank","opened_at","id");--> statement-breakpoint
CREATE INDEX "rule_counts_team" ON "rule_counts" USING btree ("team_id","rule_id");