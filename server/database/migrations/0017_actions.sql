CREATE TABLE "account_management" (
	"cloud_account_id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"ticked" text[] DEFAULT '{}' NOT NULL,
	"permitted" text[] DEFAULT '{}' NOT NULL,
	"wider" text[] DEFAULT '{}' NOT NULL,
	"seen_at" timestamp with time zone,
	"is_protected" boolean DEFAULT false NOT NULL,
	"window" jsonb
);
--> statement-breakpoint
CREATE TABLE "action_policies" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"rule_id" text NOT NULL,
	"kind" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"cloud_account_ids" text[] DEFAULT '{}' NOT NULL,
	"mode" text NOT NULL,
	"limit_per_day" integer NOT NULL,
	"is_enabled" boolean NOT NULL,
	"created_by_id" text NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "action_settings" (
	"team_id" text PRIMARY KEY NOT NULL,
	"approvals" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"is_stopped" boolean DEFAULT false NOT NULL,
	"stopped_by_name" text,
	"stopped_at" timestamp with time zone,
	"stop_reason" text
);
--> statement-breakpoint
CREATE TABLE "actions" (
	"cloud_account_id" text NOT NULL,
	"id" text NOT NULL,
	"team_id" text NOT NULL,
	"kind" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"asset_id" text NOT NULL,
	"asset_arn" text NOT NULL,
	"asset_name" text NOT NULL,
	"asset_type" text NOT NULL,
	"region" text NOT NULL,
	"finding_id" text,
	"rule_id" text,
	"severity" text,
	"batch_id" text,
	"policy_id" text,
	"applies_by_itself" boolean DEFAULT false NOT NULL,
	"status" text NOT NULL,
	"plan" jsonb,
	"planned_at" timestamp with time zone,
	"attempt" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"requested_by_id" text NOT NULL,
	"requested_by_name" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"approved_by_id" text,
	"approved_by_name" text,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"failure" jsonb,
	"events" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"awaits_scan" boolean DEFAULT false NOT NULL,
	"aws_requests" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "actions_cloud_account_id_id_pk" PRIMARY KEY("cloud_account_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "action_policies_name" ON "action_policies" USING btree ("team_id","name");--> statement-breakpoint
CREATE INDEX "actions_by_id" ON "actions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "actions_team" ON "actions" USING btree ("team_id","requested_at","id");--> statement-breakpoint
CREATE INDEX "actions_team_status" ON "actions" USING btree ("team_id","status","requested_at","id");--> statement-breakpoint
CREATE INDEX "actions_batch" ON "actions" USING btree ("batch_id") WHERE batch_id is not null;--> statement-breakpoint
CREATE INDEX "actions_policy" ON "actions" USING btree ("policy_id","requested_at") WHERE policy_id is not null;--> statement-breakpoint
CREATE INDEX "actions_asset" ON "actions" USING btree ("cloud_account_id","asset_id");--> statement-breakpoint
CREATE INDEX "actions_finding" ON "actions" USING btree ("finding_id") WHERE finding_id is not null;--> statement-breakpoint
CREATE INDEX "actions_awaits_scan" ON "actions" USING btree ("cloud_account_id") WHERE awaits_scan;--> statement-breakpoint
CREATE INDEX "actions_due" ON "actions" USING btree ("due_at") WHERE status = 'queued' and due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "actions_one_at_a_time" ON "actions" USING btree ("cloud_account_id","asset_id","kind") WHERE status in ('queued', 'applying', 'undoing');