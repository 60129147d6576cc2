/** Of a 工程文件 (project-file.ts); apart from it, so that naming one does not load its reader. */
export const PROJECT_EXTENSION = 'onemap'
