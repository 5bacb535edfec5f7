CREATE TABLE "notification_channels" (
	"team_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"sealed_secrets" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by_name" text NOT NULL,
	CONSTRAINT "notification_channels_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
CREATE TABLE "notification_deliveries" (
	"team_id" text NOT NULL,
	"id" text NOT NULL,
	"channel_id" text NOT NULL,
	"subscription_id" text NOT NULL,
	"subscription_name" text NOT NULL,
	"state" text NOT NULL,
	"counts" jsonb NOT NULL,
	"tries" integer NOT NULL,
	"round" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_tried_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"failure" jsonb,
	CONSTRAINT "notification_deliveries_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
CREATE TABLE "notification_items" (
	"team_id" text NOT NULL,
	"subscription_id" text NOT NULL,
	"event_id" text NOT NULL,
	"cloud_account_id" text NOT NULL,
	"finding_id" text NOT NULL,
	"change" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"delivery_id" text,
	CONSTRAINT "notification_items_team_id_subscription_id_event_id_pk" PRIMARY KEY("team_id","subscription_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "notification_subscriptions" (
	"team_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"channel_id" text NOT NULL,
	"is_enabled" boolean NOT NULL,
	"changes" text[] NOT NULL,
	"severities" text[],
	"cloud_account_ids" text[],
	"rule_ids" text[],
	"timing" text NOT NULL,
	"hour" integer NOT NULL,
	"time_zone" text NOT NULL,
	"next_digest_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by_name" text NOT NULL,
	CONSTRAINT "notification_subscriptions_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
-- What happened before there were notifications is told to nobody: only events from now on are to be planned.
ALTER TABLE "finding_events" ADD COLUMN "is_planned" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "finding_events" ALTER COLUMN "is_planned" SET DEFAULT false;--> statement-breakpoint
CREATE UNIQUE INDEX "notification_channels_name" ON "notification_channels" USING btree ("team_id","name");--> statement-breakpoint
CREATE INDEX "notification_deliveries_created" ON "notification_deliveries" USING btree ("team_id","created_at","id");--> statement-breakpoint
CREATE INDEX "notification_deliveries_state" ON "notification_deliveries" USING btree ("team_id","state","created_at","id");--> statement-breakpoint
CREATE INDEX "notification_deliveries_channel" ON "notification_deliveries" USING btree ("team_id","channel_id","created_at");--> statement-breakpoint
CREATE INDEX "notification_deliveries_finished" ON "notification_deliveries" USING btree ("finished_at");--> statement-breakpoint
CREATE INDEX "notification_items_waiting" ON "notification_items" USING btree ("team_id","subscription_id","at") WHERE delivery_id is null;--> statement-breakpoint
CREATE INDEX "notification_items_delivery" ON "notification_items" USING btree ("team_id","delivery_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notification_subscriptions_name" ON "notification_subscriptions" USING btree ("team_id","name");--> statement-breakpoint
CREATE INDEX "notification_subscriptions_digest" ON "notification_subscriptions" USING btree ("next_digest_at");--> statement-breakpoint
CREATE INDEX "finding_events_unplanned" ON "finding_events" USING btree ("cloud_account_id","at") WHERE not is_planned;