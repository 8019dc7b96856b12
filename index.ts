export { GcoreApi } from './credentials/GcoreApi.credentials';
export { GcoreStreamingAi } from './nodes/GcoreStreamingAi/GcoreStreamingAi.node';
export { GcoreStreamingAiTrigger } from './nodes/GcoreStreamingAi/GcoreStreamingAiTrigger.node';
