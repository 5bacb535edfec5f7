-- What was judged is judged again: it is not known by which rules of which type that was.
DELETE FROM "judged_accounts";
--> statement-breakpoint
CREATE TABLE "compliance_days" (
	"cloud_account_id" text NOT NULL,
	"framework" text NOT NULL,
	"day" date NOT NULL,
	"team_id" text NOT NULL,
	"passed" integer NOT NULL,
	"failed" integer NOT NULL,
	"unknown" integer NOT NULL,
	CONSTRAINT "compliance_days_cloud_account_id_framework_day_pk" PRIMARY KEY("cloud_account_id","framework","day")
);
--> statement-breakpoint
CREATE TABLE "control_answers" (
	"team_id" text NOT NULL,
	"framework" text NOT NULL,
	"control" text NOT NULL,
	"cloud_account_id" text NOT NULL,
	"answer" text NOT NULL,
	"evidence" text NOT NULL,
	"author_name" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "control_answers_team_id_framework_control_cloud_account_id_pk" PRIMARY KEY("team_id","framework","control","cloud_account_id")
);
--> statement-breakpoint
CREATE TABLE "custom_rules" (
	"team_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"version" integer NOT NULL,
	"source" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"author_name" text NOT NULL,
	CONSTRAINT "custom_rules_team_id_rule_id_version_pk" PRIMARY KEY("team_id","rule_id","version")
);
--> statement-breakpoint
CREATE TABLE "finding_days" (
	"cloud_account_id" text NOT NULL,
	"day" date NOT NULL,
	"team_id" text NOT NULL,
	"critical" integer NOT NULL,
	"high" integer NOT NULL,
	"medium" integer NOT NULL,
	"low" integer NOT NULL,
	"informational" integer NOT NULL,
	"suppressed" integer NOT NULL,
	CONSTRAINT "finding_days_cloud_account_id_day_pk" PRIMARY KEY("cloud_account_id","day")
);
--> statement-breakpoint
CREATE TABLE "rule_settings" (
	"team_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"is_enabled" boolean NOT NULL,
	"severity" text,
	"parameters" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by_name" text NOT NULL,
	CONSTRAINT "rule_settings_team_id_rule_id_pk" PRIMARY KEY("team_id","rule_id")
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"team_id" text NOT NULL,
	"id" text NOT NULL,
	"finding_id" text,
	"rule_id" text,
	"cloud_account_id" text,
	"asset_id" text,
	"tag_key" text,
	"tag_value" text,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by_name" text,
	CONSTRAINT "suppressions_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "finding_events" ADD COLUMN "actor_name" text;--> statement-breakpoint
ALTER TABLE "finding_events" ADD COLUMN "text" text;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "suppression_id" text;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "assignee_id" text;--> statement-breakpoint
ALTER TABLE "judged_accounts" ADD COLUMN "rules_by_type" jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "compliance_days_team" ON "compliance_days" USING btree ("team_id","framework","day");--> statement-breakpoint
CREATE INDEX "finding_days_team" ON "finding_days" USING btree ("team_id","day");--> statement-breakpoint
CREATE INDEX "suppressions_expiry" ON "suppressions" USING btree ("ended_at","expires_at");--> statement-breakpoint
CREATE INDEX "findings_suppression" ON "findings" USING btree ("team_id","suppression_id");--> statement-breakpoint
CREATE INDEX "findings_assignee" ON "findings" USING btree ("team_id","assignee_id","status");--> statement-breakpoint
ALTER TABLE "judged_accounts" DROP COLUMN "rules";