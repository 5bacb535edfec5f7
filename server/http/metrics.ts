import type { Meter } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { type IMetricReader, MeterProvider } from '@opentelemetry/sdk-metrics';

export interface Metrics {
  /** Makes counters and histograms; what they are named with is shown at `/metrics`, so no team's data belongs in it. */
  meter: Meter;
  countRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  /** Everything measured, as Prometheus text. */
  render(): Promise<string>;
}

/** Collects this process's measurements. They leave it only when somebody asks for `/metrics`. */
export function createMetrics(): Metrics {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const serializer = new PrometheusSerializer('', false, undefined, true, true);
  const meter = new MeterProvider({ readers: [reader as IMetricReader] }).getMeter('cloudcoreo');

  const requests = meter.createCounter('http_server_requests', { description: 'Requests answered.' });
  const durations = meter.createHistogram('http_server_request_duration_seconds', {
    description: 'Time from a request to the first byte of its answer.',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
  });
  meter
    .createObservableGauge('process_resident_memory_bytes', { description: 'Memory of this process.' })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableGauge('process_heap_used_bytes', { description: 'JavaScript heap in use.' })
    .addCallback((result) => result.observe(process.memoryUsage().heapUsed));

  return {
    meter,
    countRequest({ method, route, status, seconds }) {
      requests.add(1, { method, route, status });
      durations.record(seconds, { method, route });
    },
    async render() {
      const { resourceMetrics } = await reader.collect();
      return serializer.serialize(resourceMetrics);
    },
  };
}
